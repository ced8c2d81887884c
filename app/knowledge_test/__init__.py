"""The knowledge test, part 1: multiple choice.

Words: a *question* has a stem, four options, a key and a reason for every option; the *bank* is all
questions, in one text file for each topic; a *paper* is drawn from it by the plan's quotas.
Rules: stored versions never change; questions a person has not met come first; options are shuffled
for each paper; keys and reasons never reach a page or an answer while a mock is running.
"""
