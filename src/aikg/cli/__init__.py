"""The command `aikg`: one file a verb; verbs are found by entry point, never by import."""
