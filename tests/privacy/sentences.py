"""Labelled sentences: what was said, and what may be kept of it. `|` parts successive turns.

A turn begins with `A:` (agent) or `C:` (customer, the default). Equal texts are hard negatives.
"""

SECRETS = [
    # cards
    ("My card number is 4111 1111 1111 1111.", "My card number is [card number]."),
    ("It's 4111-1111-1111-1111, thanks", "It's [card number], thanks"),
    ("yeah 5555555555554444 is the one", "yeah [card number] is the one"),
    (
        "Sure, three seven eight two, eight two two four six three one, double oh oh five",
        "Sure, [card number]",
    ),
    ("four one one one one one one one one one one one one one one one", "[card number]"),
    ("four double one one, triple one one, one one one one, one one one one", "[card number]"),
    ("forty-one eleven, eleven eleven, eleven eleven, eleven eleven", "[card number]"),
    ("It's 4111 uh 1111 um 1111 and then 1111", "It's [card number]"),
    (
        "A: Can I have the long number on the card? | 4111 1111 | A: Mm-hm. | 1111 1112",
        "A: Can I have the long number on the card? | [card number] | A: Mm-hm. | [card number]",
    ),
    (
        "A: What's your card number? | Sure, it's 4111. | A: Okay. | 1111. | A: Yes. | 11. "
        "| 11 and 1111",
        "A: What's your card number? | Sure, it's [card number]. | A: Okay. | [card number]. "
        "| A: Yes. | [card number]. | [card number]",
    ),
    (
        "A: What's your card number? | four one one one | A: So that's four one one one. Go on.",
        "A: What's your card number? | [card number] | A: So that's [card number]. Go on.",
    ),
    (
        "five four three two one nine | A: go on "
        "| eight seven six five four three two one zero nine",
        "[card number] | A: go on | [card number]",
    ),
    ("I used my Visa 4532 7153 3790 1241 for that", "I used my Visa [card number] for that"),
    ("Meine Kartennummer ist 5105 1051 0510 5100.", "Meine Kartennummer ist [card number]."),
    ("el número de tarjeta es 4242 4242 4242 4242", "el número de tarjeta es [card number]"),
    # security codes
    ("and the security code is 123", "and the security code is [security code]"),
    ("The CVV is four five six.", "The CVV is [security code]."),
    (
        "A: And the three digits on the back? | Seven oh two.",
        "A: And the three digits on the back? | [security code].",
    ),
    (
        "A: What is the security code? | Uh, it's 9 8 7 | A: Great, it comes to 45 dollars",
        "A: What is the security code? | Uh, it's [security code] "
        "| A: Great, it comes to 45 dollars",
    ),
    ("456 is the number on the back", "[security code] is the number on the back"),
    ("die Prüfnummer ist 321", "die Prüfnummer ist [security code]"),
    # PINs and one-time codes
    ("my PIN is 4921", "my PIN is [PIN]"),
    ("My pin number is four nine two one, okay?", "My pin number is [PIN], okay?"),
    (
        "A: Please tell me the code we just sent you. | It says 483 920.",
        "A: Please tell me the code we just sent you. | It says [PIN].",
    ),
    ("the verification code is 7 7 3 1 0 2", "the verification code is [PIN]"),
    (
        "A: And your telephone passcode? | double seven three nine",
        "A: And your telephone passcode? | [PIN]",
    ),
    # passwords
    ("My password is hunter2.", "My password is [password]."),
    ("the password is purple horse battery staple", "the password is [password]"),
    ("I set the password to Sunshine99 yesterday", "I set the password to [password]"),
    (
        "A: What's your memorable word? | It's Rosebud.",
        "A: What's your memorable word? | It's [password].",
    ),
    (
        "A: Could you give me your password please? | uh, blue elephant seven",
        "A: Could you give me your password please? | uh, [password]",
    ),
    ("Mein Passwort ist Apfelkuchen.", "Mein Passwort ist [password]."),
    # phone numbers
    ("Call me back at 415-555-2671.", "Call me back at [phone number]."),
    ("you can reach me on 020 7946 0958", "you can reach me on [phone number]"),
    ("my number is (555) 012-3456, call anytime", "my number is [phone number], call anytime"),
    ("It's five five five, oh one two, three four five six.", "It's [phone number]."),
    (
        "A: What's the best number to reach you? | 555 0199",
        "A: What's the best number to reach you? | [phone number]",
    ),
    (
        "A: May I have your phone number? | seven one five | A: okay | one three nine "
        "| zero seven eight seven",
        "A: May I have your phone number? | [phone number] | A: okay | [phone number] "
        "| [phone number]",
    ),
    (
        "seven one five | one three nine | zero seven eight seven",
        "[phone number] | [phone number] | [phone number]",
    ),
    ("it's plus 44 7700 900123", "it's [phone number]"),
    (
        "The number is one eight hundred five five five, one two one two",
        "The number is [phone number]",
    ),
    ("Meine Telefonnummer ist 030 1234567", "Meine Telefonnummer ist [phone number]"),
    (
        "mi teléfono es seis uno dos tres cuatro cinco seis siete ocho",
        "mi teléfono es [phone number]",
    ),
    ("Ring me on 07700 900 982 after lunch", "Ring me on [phone number] after lunch"),
    # national ids
    ("My social security number is 078-05-1120.", "My social security number is [national id]."),
    ("my social is one two three, four five, six seven eight nine", "my social is [national id]"),
    (
        "A: And the last four of your social? | 6 7 8 9",
        "A: And the last four of your social? | [national id]",
    ),
    ("It's 123-45-6789", "It's [national id]"),
    (
        "My national insurance number is A B one two three four five six C",
        "My national insurance number is [national id]",
    ),
    ("it's AB 12 34 56 C", "it's [national id]"),
    ("meine Steuer-ID lautet 86 095 742 719", "meine Steuer-ID lautet [national id]"),
    ("Ja, 86095742719 bitte", "Ja, [national id] bitte"),
    ("mi DNI es 12345678Z", "mi DNI es [national id]"),
    ("sí, X1234567L", "sí, [national id]"),
    # e-mail
    ("It's john.doe@example.com.", "It's [e-mail]."),
    ("my email is j o h n at gmail dot com", "my email is [e-mail]"),
    ("john underscore smith at example dot co dot uk", "[e-mail]"),
    ("You can write to mary dot jones 84 at yahoo dot com okay", "You can write to [e-mail] okay"),
    (
        "A: What's your email address? | It's sarah miller at hotmail.com",
        "A: What's your email address? | It's [e-mail]",
    ),
    (
        "A: Your e-mail please? | b r o w n | A: yes | at g mail dot com",
        "A: Your e-mail please? | [e-mail] | A: yes | [e-mail]",
    ),
    ("Meine E-Mail ist max punkt muster at gmx punkt de", "Meine E-Mail ist [e-mail]"),
    ("mi correo es ana arroba gmail punto com", "mi correo es [e-mail]"),
    ("it's two two two one uh oh oh oh oh, oh oh oh oh, oh oh oh nine", "it's [card number]"),
    # said in other words
    (
        "You can reach me at area code 415, 555, 2671.",
        "You can reach me at area code [phone number].",
    ),
    ("jay smith at outlook dot com", "[e-mail]"),
    ("send it to support at voicemon dot io please", "send it to [e-mail] please"),
    (
        "A: What was the password on the account again? | Um, I think it's BlueSky.",
        "A: What was the password on the account again? | Um, I think it's [password].",
    ),
    (
        "A: What's the email on the account? | It's Anna, A-N-N-A, dot Berg at gmail dot com.",
        "A: What's the email on the account? | It's [e-mail].",
    ),
    (
        "A: And the expiration date? | 04 27. | A: And the CVV? | 112.",
        "A: And the expiration date? | 04 27. | A: And the CVV? | [security code].",
    ),
    ("American Express, 3782 822463 10005.", "American Express, [card number]."),
    ("password: Tr0ub4dor&3", "password: [password]"),
    ("My NI number is JG 10 37 59 A.", "My NI number is [national id]."),
    ("The one-time passcode I got is 558301.", "The one-time passcode I got is [PIN]."),
    ("call extension 4455 at 1-800-555-0199", "call extension 4455 at [phone number]"),
    # two at once
    (
        "card 4111 1111 1111 1111, security code 123",
        "card [card number], security code [security code]",
    ),
    ("I'm at 415-555-2671 or bob@example.com", "I'm at [phone number] or [e-mail]"),
]

HARMLESS = [
    "That's sixteen thousand eight hundred dollars.",
    "Your settlement is $18,500 for your 2019 Honda Civic.",
    "It's CLM 78012.",
    "My claim number is CLM 987654.",
    "It's Paul 345678.",
    "Flight BA 2490 leaves at 10:30 from gate 22.",
    "We need 250 units by the 14th of March 2025.",
    "I ordered 12 boxes and got 9.",
    "The order number is 1234567890.",
    "A: What's your order number? | 1 2 3 4 5 6 7 8 9 0",
    "A: Do you have your claim number? | Yes, it's 45 67 89 01.",
    "Your tracking number is 1Z999AA10123456784.",
    "My zip code is 90210.",
    "It was between 8 a.m. and 10 a.m.",
    "I've been waiting for three hours and forty five minutes.",
    "That was in 1998, and again in 2004.",
    "I was born on the fifth of May 1984.",
    "It happened on November 10th on Interstate 40.",
    "The card ending in 4242 was declined.",
    "A: The last four digits of the card? | 4242",
    "My password is not working.",
    "The password is wrong, it says.",
    "I forgot my password. | A: No problem, let me help.",
    "A: Have you tried resetting your password? | Yes, twice.",
    "A: What's your password? | I don't remember it.",
    "I can't put my finger on it, the pin fell out.",
    "Look at amazon dot com.",
    "I saw it at walmart.com for 30 dollars.",
    "The amount is one hundred and thirty five dollars.",
    "I paid 350 euros with my credit card.",
    "Press one for sales, two for support.",
    "Version 2.4.1 came out in 2023.",
    "The balance is 12,800 and you'll receive 5,700.",
    "It's model number 4411223344.",
    "There were five or six people, maybe seven.",
    "We've called you four times in two days.",
    "Room 404, second floor, building 12.",
    "The temperature was 104 degrees.",
    "One moment please, I'll check that for you.",
    "I need it by 12/05/2024 at the latest.",
    "She's two and he's three, four in May.",
    "I was on hold for 20, 25, 30 minutes.",
    "A: What's your card number? | Hold on, I have two kids here.",
    "A: What's your card number? | I've been a customer since 2015 you know.",
    "The invoice number is 20240512001.",
    "We are open 24 7, 365 days a year.",
    "Bring 10 to 15 copies, or 20.",
    "He scored 21, 22, 23 and 24 points.",
    "A: Is there an email on file? | No, I don't use email.",
    "I'm at home at 5.",
    "My account says twenty twenty four, not twenty twenty three.",
    "Ich habe am 12. Mai 2024 bestellt, für 49 Euro.",
    "Ich warte seit zwei Stunden und dreißig Minuten.",
    "Pedí tres cajas el 5 de mayo y pagué 45 euros.",
    "Social media gave it 4000 likes.",
    "We sold 4000, 5000, 6000 and 7000 units",
    "From 2019, 2020, 2021 to 2022 it went up",
    "Press 1, then 2, then 3, then 4, then 5, then 6, then 7",
    "It happened at 10 15 a m, then 11 30, then 12 45, then 1 15",
    "Size 10, 11, 12, 13 are gone",
    "ten nine eight seven six five four three two one",
    "A: What is your date of birth? | Oh three, oh three, nineteen eighty five.",
    "A: What's your policy number? | It's PAL 567 890.",
    "My order is 113-4567890-1234567.",
    "A: Is your card number ending in 1111? | Yes, 1111.",
    "A: What's your card number? | Why do you need that? I already paid 120 on Monday.",
    "A: What's your password? | Okay.",
    "The total is one thousand two hundred and thirty four dollars and fifty six cents.",
    "I'm 45, my wife's 43, kids are 12, 9 and 5",
]
