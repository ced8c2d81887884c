"""Part 2: case studies, coded and marked against reference code sets.

Words: a *case* is an invented patient's record with its *reference*, the code sets a careful coder would
give; a *line* is one code with its place; a *group* is a procedure with its method, site and laterality;
every line of both lists gets one *verdict*; a *convention* is a rule of the classification or of the
national standards, checked on the apprentice's own lines.
Rules: marking is whole numbers only; stored versions of cases never change; keys never reach a page or
an answer while a mock is running.
"""
