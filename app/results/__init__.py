"""Results: what was judged. Every part's marking ends here, and every list of results starts here.

Words: *work* is one thing that was judged (a closed attempt, later a mock discussion); a *result* is
one judgement of it, with *score lines* (overall, topic, KSB, …) and *item marks* (one for each
question or code line). A correction adds a result beside the old one; the newest counts.
Rules: a result never changes; marks are integers; whether somebody may see a result yet is decided by
one query, `queries.visible_work`, which every list, page, export and count starts from.
"""
