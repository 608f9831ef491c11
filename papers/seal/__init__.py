"""What proves that a document is ours and unchanged: keys, the seal, the package, the manifest."""
