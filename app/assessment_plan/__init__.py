"""The assessment plan: what the assessment asks, as versioned data.

Words: a *plan* has parts (knowledge test, case studies, discussion), KSBs and topics; each of its
values says whether it is `official` or `practice` (chosen by us until the official text is known).
Rules: no count, minute or mark stands in code; attempts keep the values they were started with.
Source of the shipped plan: docs/assessment-plan.md.
"""
