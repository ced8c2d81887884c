"""Notices: what somebody should be told, in the site and by mail.

Words: a *letter* is a mail in the outbox. It is written in the transaction of the act it speaks of
and sent afterwards by `flask notices send`, so that a slow mail server delays nobody.
Rules: without a mail server the letters stay in the outbox, where an administrator can read them
and pass a link on by hand; a letter is never sent twice on purpose; a link in it expires by itself.
"""
