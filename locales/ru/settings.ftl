# Настройки игрока.

settings-main = <b>Настройки</b>

    Язык: { $language }
    Часовой пояс: { $zone }
settings-country = Страна: { $country }
settings-language = 🌐 Язык
settings-zone = 🕒 Часовой пояс
settings-addresses = 📍 Адреса
settings-choose-language = Выберите язык.
settings-choose-zone = Выберите часовой пояс или напишите по-английски название большого города рядом с вами.
