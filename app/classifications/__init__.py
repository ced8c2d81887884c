"""The classifications: ICD-10 and OPCS-4.

Words: an *edition* is one published list with the dates it is in force; an *entry* is a line of it: a code
that may be assigned, a heading, or a retired code; a *key* is a code as it is stored, without the dot
("S7200", "I10X"); a *catalogue* is one edition made ready for looking up and searching.
Rules: our practice lists say that they are ours; what an operator imported is kept as it was published.
"""
