"""The trail: an append-only record of who did what, written in the same transaction as the act.

Words: an *entry* says when, who acted (nobody: the service itself), what was done (a short word such
as `attempt-started`), whom it affects, and what it is about (`attempt:12`).
Rules: an entry is never changed or removed; it holds ids, counts and reasons, never answers or
secrets; the person affected may read it.
"""
