from types import SimpleNamespace

from voicemon.utterances.decoding import TOLD_PER_TOKEN, Decoder, compression


class Letters:
    """A token is a letter's code; 0 ends."""

    eot = 1000
    no_timestamps = 1001
    sot_sequence = (1002,)

    def decode(self, tokens):
        return "".join(map(chr, tokens))


class Reciting:
    """Gives the prepared (text, log-probability, no-speech probability), one a call."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.prompts = []

    def generate(self, encoded, prompts, **options):
        self.asked.append((encoded, options))
        self.prompts.append(prompts)
        text, logprob, no_speech = self.answers.pop(0)
        tokens = [ord(letter) for letter in text]
        score = logprob * (len(tokens) + 1) / max(1, len(tokens))
        result = SimpleNamespace(sequences_ids=[tokens], scores=[score], no_speech_prob=no_speech)
        return [result for _ in prompts]


def decoder(*answers):
    model = Reciting(*answers)
    return Decoder(model, 1, [7]), model


def test_a_sure_window_is_decoded_once():
    made, _ = decoder(("hello there", -0.2, 0.01))
    [found] = made.decode("window", [Letters()], 20.0)
    assert Letters().decode(found.tokens) == "hello there"
    assert not found.failed


def test_the_length_of_a_text_is_capped_by_the_length_of_its_sound():
    made, model = decoder(("a", -0.2, 0), ("a", -0.2, 0))
    made.decode("window", [Letters()], 15.0)
    made.decode("window", [Letters()], 500.0)
    assert model.asked[0][1]["max_length"] / TOLD_PER_TOKEN < 15.0 * 8
    assert model.asked[1][1]["max_length"] == 448


def test_a_loop_fails():
    made, _ = decoder(("no no " * 40, -0.2, 0.01))
    [found] = made.decode("window", [Letters()], 20.0)
    assert found.failed


def test_a_failed_window_is_heard_again_in_full_with_repetition_blocked():
    made, model = decoder(("no no " * 40, -0.2, 0.01), ("no, not that one", -0.3, 0.01))
    [first] = made.decode("short", [Letters()], 20.0)
    second = made.retry(first, lambda: "full", Letters())
    assert Letters().decode(second.tokens) == "no, not that one"
    assert model.asked[1][0] == "full"
    assert model.asked[1][1]["no_repeat_ngram_size"] > 0


def test_temperature_rises_until_a_try_passes():
    made, model = decoder(
        ("xq", -3.0, 0.1), ("xv", -2.0, 0.1), ("xw", -1.5, 0.1), ("good", -0.4, 0.1)
    )
    [first] = made.decode("short", [Letters()], 20.0)
    assert Letters().decode(made.retry(first, lambda: "full", Letters()).tokens) == "good"
    heat = [options.get("sampling_temperature", 0) for _, options in model.asked[1:]]
    assert heat == sorted(heat)
    assert heat[-1] > 0


def test_when_every_try_fails_the_likeliest_that_does_not_repeat_is_kept():
    loop = ("la la " * 40, -0.1, 0.1)
    made, _ = decoder(loop, ("wxy", -1.8, 0.1), loop, loop, loop, loop)
    [first] = made.decode("short", [Letters()], 20.0)
    assert Letters().decode(made.retry(first, lambda: "full", Letters()).tokens) == "wxy"


def test_a_window_that_the_decoder_takes_for_silence_is_not_tried_again():
    made, model = decoder(("thanks", -1.4, 0.9))
    [first] = made.decode("short", [Letters()], 20.0)
    assert made.retry(first, lambda: "full", Letters()) is first
    assert first.silent
    assert len(model.asked) == 1


def test_repetition_compresses_better_than_speech():
    assert compression("la " * 100) > 2.4 > compression("I would like to close my account")
    assert compression("") == 0


def test_repeated_digits_within_ordinary_speech_are_no_loop():
    said = (
        "Hi, the chip on my debit card stopped working so I'd like to order a new one please. It's "
        f"4 {'1 ' * 15}and the code is 5 1 2 5 5 5 0 1 1 1 8"
    )
    assert compression(said) < 2.4


def test_hotwords_stand_before_the_first_look_only():
    model = Reciting(("no no " * 40, -0.2, 0.01), ("no, not that one", -0.3, 0.01))
    made = Decoder(model, 1, [], [5, 6])
    [first] = made.decode("window", [Letters()], 20.0)
    made.retry(first, lambda: "full window", Letters())
    assert model.prompts == [[[5, 6, 1002, 1001]], [[1002, 1001]]]
