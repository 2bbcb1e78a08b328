import pytest

from voicemon.privacy.checksums import is_card, is_lettered_id, is_steuer_id, is_us_ssn


@pytest.mark.parametrize("card", ["4111111111111111", "378282246310005", "5555555555554444"])
def test_published_test_cards_are_cards(card):
    assert is_card(card)


@pytest.mark.parametrize("number", ["4111111111111112", "1111111111111117", "42", ""])
def test_a_wrong_digit_a_wrong_scheme_or_length_is_no_card(number):
    assert not is_card(number)


def test_the_german_tax_id_checks_its_last_digit():
    assert is_steuer_id("86095742719")
    assert not is_steuer_id("86095742718")
    assert not is_steuer_id("12345678901")


@pytest.mark.parametrize("code", ["AB123456C", "12345678Z", "X1234567L"])
def test_british_and_spanish_ids_are_known(code):
    assert is_lettered_id(code)


@pytest.mark.parametrize("code", ["BG123456C", "AB123456E", "12345678A", "X1234567A", "HELLO"])
def test_unissued_prefixes_and_wrong_letters_are_not(code):
    assert not is_lettered_id(code)


@pytest.mark.parametrize("number", ["000121234", "666121234", "900121234", "123001234", "12345"])
def test_numbers_that_were_never_issued_are_no_ssn(number):
    assert not is_us_ssn(number)
