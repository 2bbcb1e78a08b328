"""What a text says, in figures: the only room that runs the text model.

Comes in: (utterance id, text) pairs, of either role. Goes out: one `Reading` each: label →
probability and a sentence embedding. Must not know: who spoke, and what a reading is used for.

Decisions. Every piece of text runs through the network by itself: dynamic int8 quantisation
scales activations over the whole batch, so a text would otherwise be read differently beside
other texts, and the same call must always give the same result. Long texts are read sentence by
sentence; a label takes its strongest sentence (`neutral` its weakest), the embedding the mean.
The model reads English; what it makes of other languages is for the caller to leave out.
"""
