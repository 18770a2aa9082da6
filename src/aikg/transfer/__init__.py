"""Transfer: graphs into other stores and files, and the proof that they arrived."""
