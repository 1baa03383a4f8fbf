# First steps.

start-language = 👋 Welcome! Choose your language.
start-about = <b>Fairlot</b> is a lottery in which you can check every draw yourself.

    🎟 You buy numbered tickets; each lottery says how many there are and what can be won.
    🔒 The draw is sealed before sales begin and opened with a public random number. Nobody can bend it, not even we.
    🔍 After the draw anyone can compute the winner again.
start-sandbox = 🧪 This is a trial with play money: nothing here can be bought or won for real.
start-operator = 🏛 Operator: { $operator }
start-licence = 📄 Licence: { $licence }
start-adults = 🔞 Only for people aged { $minimum_age } or older, and older where your country asks for more.
start-no-operator = the operator of this trial
start-continue = Continue
start-terms = <b>Terms of play, version { $version }</b>

    1. Tickets are sold by { $operator }. You have to be at least { $minimum_age } years old, and older where the law of your country asks for it, and play only where that is lawful.
    2. You play for yourself, with one account. We may ask for proof of your age, identity and country before a prize is paid.
    3. Each lottery shows its price, the number of tickets, the prizes and how the money is shared before you buy. A paid ticket cannot be returned, except where the lottery is cancelled: then you get all of your money back.
    4. The draw follows published rules that anyone can verify. Its result is final once it is published with its proof.
    5. Prizes have to be claimed within the time that the lottery states.
    6. You may set limits to what you spend, and you may stop at any time. Play only with money that you can afford to lose.
    7. We store what we need to run the lottery and to prove that it was fair; /privacy says what and for how long.
    8. Telegram is not a party to these terms, does not run this lottery and is not a sponsor of it.
start-box-age = { $age } I am at least { $minimum_age } years old
start-box-terms = { $terms } I accept the terms
start-accept = Continue
start-tick-both = Please tick both boxes to go on.
start-country = 🌍 Where do you live? Choose your country, or type its name.
start-country-none = No country has that name. Check the spelling, or type it in another language.
start-birth-date = 🎂 When were you born? Type the date as day.month.year, for example 17.05.1990.
start-change-country = ← Another country
start-refused = You are welcome to look around, to follow draws and to verify results. Tickets cannot be bought from this account for now.
