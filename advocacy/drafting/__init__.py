"""Drafting: papers while they are written, language by language, revision by revision, until they are frozen."""
