"""Tells others: a flag's change → webhook, e-mail, chat.

Comes in: a `Notice` (which flag, why, in words). Goes out: a message to each target that wants it,
and what became of it, in the store. Must not know: how rules judge, who may see what on the page.

Decisions: who changes a flag never waits, nor notices when a target is dead: `Courier.take` puts
the notice into memory, a thread of the courier's own writes it to the queue in the database, and a
few others send. A message is claimed by compare-and-set, tried again with growing pauses (jittered,
so that many do not come back at once), and given up as a dead letter that people can see and send
again. Whatever leaves has been redacted once more at the door, telephone numbers keep three digits,
and sound never leaves. Addresses are chosen by people on the page, so nothing is sent to private
ones that the operator's settings do not name: webhooks connect to the very address that was
checked, and apprise runs in a process of its own, where every connection is checked as it is made,
with a time limit that ends it. Redirects are never followed. Messages are kept as data and put into
words when they leave, in the target's language (`texts/`); what rules ask for is data too.
"""
