"""The tree of a shared text: what editors see as nodes, and how it becomes a `Paper` and comes from one."""

from papers.tree.nodes import Node, Nodes
from papers.tree.read import Reading, Repair, read
from papers.tree.suggestions import Suggestion, as_it_stands, as_proposed, resolved, suggestions, without
from papers.tree.write import to_nodes

__all__ = [
    "Node",
    "Nodes",
    "Reading",
    "Repair",
    "Suggestion",
    "as_it_stands",
    "as_proposed",
    "read",
    "resolved",
    "suggestions",
    "to_nodes",
    "without",
]
