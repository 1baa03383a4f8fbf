# Documents that players agree to. HTML as Telegram takes it; the hash of the text goes into the consent.

document-no-operator = the operator of this trial
document-terms = <b>Terms of play, version { $version }</b>

    1. Tickets are sold by { $operator }. You have to be at least { $minimum_age } years old, and older where the law of your country asks for it, and play only where that is lawful.
    2. You play for yourself, with one account. We may ask for proof of your age, identity and country before a prize is paid.
    3. Each lottery shows its price, the number of tickets, the prizes and how the money is shared before you buy. A paid ticket cannot be returned, except where the lottery is cancelled: then you get all of your money back.
    4. The draw follows published rules that anyone can verify. Its result is final once it is published with its proof.
    5. Prizes have to be claimed within the time that the lottery states.
    6. You may set limits to what you spend, and you may stop at any time. Play only with money that you can afford to lose.
    7. We store what we need to run the lottery and to prove that it was fair; /privacy says what and for how long.
    8. Telegram is not a party to these terms, does not run this lottery and is not a sponsor of it.
document-marketing =
    <b>News and offers, version { $version }</b>

    { $operator } may write to you in Telegram about new lotteries, results and offers. You can take this permission back at any time, and it stops at once. You can play without it just the same.
