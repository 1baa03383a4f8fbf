# Ашёи бозингар ба куҷо фиристода мешавад.

addresses-heading = 📍 <b>Суроғаҳо</b>

    Ҷоизаҳои ашёӣ ба ин ҷо мераванд. ⭐ аввал пешниҳод мешавад.
addresses-none = 📍 <b>Суроғаҳо</b>

    Шумо ҳанӯз суроғае сабт накардаед. Он танҳо барои расондани ҷоиза лозим аст.
addresses-full = Бештар мумкин нест: то { $maximum } суроға нигоҳ дошта мешавад. Барои илова кардан яктоашро нест кунед.
addresses-line = { $mark ->
    [default] ⭐
   *[other] 📍
} { $address }
addresses-card = 📍 <b>Суроға</b>

    <blockquote>{ $address }</blockquote>
    { $mark ->
        [default] ⭐ Аввал пешниҳод мешавад.
       *[other] Барои тағйир додан онро аз нав илова кунед ва инро нест кунед.
    }
addresses-gone = 📍 Ин суроға дигар дар рӯйхати шумо нест.
addresses-add = ➕ Суроғаи нав
addresses-make-default = ⭐ Аввал пешниҳод шавад
addresses-remove = 🗑 Нест кардан
addresses-remove-question = 🗑 <b>Ин суроғаро нест кунем?</b>

    <blockquote>{ $address }</blockquote>
    Ҷоизае, ки ба ин ҷо фармудаед, ба ҳар ҳол ба ин ҷо мерасад.
addresses-step = 📍 <b>Суроғаи нав</b> · { $step } аз { $steps }
addresses-ask-recipient = 👤 Бастаро кӣ мегирад? Ному насаби пурраро нависед, чунон ки ба хаткашон лозим аст.
addresses-ask-phone_number = 📞 Хаткашон ба кадом рақам занг занад? Онро бо аломати плюс ва рамзи кишвар нависед, масалан +992 90 123 45 67.
addresses-ask-country = 🌍 Кадом кишвар? Интихоб кунед ё номашро нависед.
addresses-ask-region = 🗺 Кадом вилоят ё иёлот?
addresses-ask-city = 🏙 Кадом шаҳр ё деҳа?
addresses-ask-line1 = 🏠 Кӯча, хона ва ҳуҷра.
addresses-ask-line2 = 🚪 Боз чӣ ба хаткашон кӯмак мекунад: даромадгоҳ, ошёна, нишона?
addresses-ask-postal_code = { $example ->
    [none] 📮 Индекси почта, агар бошад.
   *[other] 📮 Индекси почта. Дар ин кишвар ({ $country }) он масалан чунин аст: { $example }.
}
addresses-now = Ҳозир: <b>{ $value }</b>
addresses-keep = ➡️ Ҳамин тавр монад
addresses-skip = ⏭ Бе ин
addresses-leave = ✖ Бекор кардан
addresses-check = 📍 <b>Ҳамааш дуруст аст?</b>

    <blockquote>{ $address }</blockquote>
addresses-save = ✅ Сабт кардан
addresses-change = ✏️ { $field ->
    [recipient] Гиранда
    [phone_number] Телефон
    [country] Кишвар
    [region] Вилоят
    [city] Шаҳр
    [line1] Кӯча
    [line2] Тафсилот
   *[postal_code] Индекс
}
