"""Accounts: people, organisations and cohorts, who may see whose work, and extra time.

Words: a *grant* is a role a person holds, for providers at an organisation; an *enrolment* puts an
apprentice into a cohort; an *assignment* gives an apprentice to an assessor; a *link* is a signed,
single-use way in (invitation, new password).
Rules: nobody sees across organisations; an assessor sees only who is assigned to them and holds no
other role at that apprentice's provider; extra time is a percentage on the person with who approved
it and until when, never the reason; a password is checked before the write transaction begins.
"""
