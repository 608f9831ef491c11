"""What proves that a ledger only ever grew: a Merkle tree, signed checkpoints, proofs, and a witness who keeps them."""
