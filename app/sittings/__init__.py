"""Sittings: the one machinery for everything with a clock.

Words: a *part* registers four functions (compose, accept, mark, describe); an *attempt* is one person
at one paper; a *slot* is one place for an answer, with a *revision* that counts its accepted changes;
*closing* hands an attempt in, marks it and records the result.
Rules: the deadline is an instant stored once; equal to it means over; the paper is stored at start and
never made again; an answer is accepted only in the transaction that saw its attempt open; closing has
one function, and whoever comes second gets the first's result. Nothing here knows the parts.
"""
