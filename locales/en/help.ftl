# Help and what the law asks for.

help-main = <b>How it works</b>

    1. Choose a lottery and buy tickets. You get their numbers and a seal of the draw at once.
    2. When the last ticket is sold or the time is over, sales close and the list of tickets is fixed.
    3. A public random number that nobody knew before opens the seal and names the winners.
    4. You are told the result, and you can verify it: on your own device, without trusting us.

    /start home · /inbox what you were told · /limits your limits · /language language · /cancel leave what you are doing

    Play only with money that you can afford to lose. It is not a way to earn. Not for people under { $minimum_age }.
help-terms = 📜 Terms
help-privacy = 🔐 Privacy
help-support = 💬 Support
help-payment-support = 💳 Payments
help-privacy-text = <b>Privacy</b>

    { $operator } is responsible for your data.

    <b>What we store:</b> your Telegram id, name and language; the country, date of birth and time zone that you state; your consent; your tickets, payments and prizes. Addresses and documents only where a prize needs them; these are encrypted.
    <b>Why:</b> to sell you tickets, to pay prizes, to keep to the law, and to prove that each draw was fair. The proof names nobody: it holds a code that only you can recognise.
    <b>How long:</b> as long as you play, and then as long as the law asks of us. After that your name is removed; the books stay.
    <b>Your rights:</b> ask for a copy, a correction or the deletion of your data by /support. We do not sell data, and we show no advertising of others.
help-support-text = <b>Support</b>

    Write to { $operator } and give your number: <code>{ $telegram_id }</code>. If a message here showed you a reference, give that too.

    Problems with play? Stop for a while, and talk to somebody you trust or to the help line of your country.
help-payment-support-text = <b>Questions about a payment</b>

    Write to { $operator } and give your number: <code>{ $telegram_id }</code>, the day, the amount and the order’s number from your ticket. Money that was taken is never lost: every movement is on record, and what was charged by mistake is paid back.

    Telegram’s own support cannot help with purchases made here.
