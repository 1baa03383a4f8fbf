# Танзимоти бозигар.

settings-main = <b>Танзимот</b>

    Забон: { $language }
    Минтақаи вақт: { $zone }
settings-country = Кишвар: { $country }
settings-language = 🌐 Забон
settings-zone = 🕒 Минтақаи вақт
settings-addresses = 📍 Суроғаҳо
settings-choose-language = Забонро интихоб кунед.
settings-choose-zone = Минтақаи вақтро интихоб кунед ё номи шаҳри калони наздикро бо англисӣ нависед.
