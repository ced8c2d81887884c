"""Progress: the home page of each role, and later boards, readiness and exports.

Rules: it takes facts from the features below through their `summary` and `queries`, never their models.
"""
