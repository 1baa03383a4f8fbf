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
start-continue = Continue
start-box-age = { $age } I am at least { $minimum_age } years old
start-box-terms = { $terms } I accept the terms
start-accept = Continue
start-tick-both = Please tick both boxes to go on.
start-country = 🌍 Where do you live? Choose your country, or type its name.
start-country-none = No country has that name. Check the spelling, or type it in another language.
start-birth-date = 🎂 When were you born? Type the date as day.month.year, for example 17.05.1990.
start-change-country = ← Another country
start-refused = You are welcome to look around, to follow draws and to verify results. Tickets cannot be bought from this account for now.
