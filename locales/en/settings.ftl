# The player's settings.

settings-main = <b>Settings</b>

    Language: { $language }
    Time zone: { $zone }
settings-country = Country: { $country }
settings-language = 🌐 Language
settings-zone = 🕒 Time zone
settings-addresses = 📍 Addresses
settings-choose-language = Choose your language.
settings-choose-zone = Choose your time zone, or type the name of a large city near you in English.
