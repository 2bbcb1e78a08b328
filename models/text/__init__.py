"""The text model: how the weights that `voicemon.reading` runs were made.

`python -m models.text --data PATH` runs all of it: `…train` trains the encoder and its emotion
heads, `…joint` tunes it further together with our own heads, `…export` fits those heads anew on top
and writes `reader.onnx`, `tokenizer.json` and `reader.json` beside this file, `…levels` adds the
heads of frustration to them, `…calibrate` prints what each head is worth as evidence. See CARD.md.
"""
