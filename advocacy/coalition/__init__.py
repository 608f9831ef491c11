"""Coalition: member organisations, bodies, working groups, campaigns, and who may sign for whom."""
