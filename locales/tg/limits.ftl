# Он чи бозингарон ба худ иҷозат медиҳанд.

limits-heading = 🛡 <b>Маҳдудиятҳо</b> · { $asset }
limits-about = Инҳоро шумо барои худ муқаррар мекунед. Маҳдудияти камтар дарҳол амал мекунад; зиёдтар ё бекор кардани он пас аз 24 соат ва тасдиқи дуюм.
limits-nothing = 🛡 <b>Маҳдудиятҳо</b>

    Ҳоло чизе фурӯхта намешавад ва шумо пул надоред. Вақте ки чизе барои маҳдуд кардан бошад, баргардед.
limits-kind = { $kind ->
    [deposit] 📥 Пуркуниҳо
    [spend] 🎟 Хароҷот
   *[net_loss] 📉 Бохт
}
limits-of-kind = <b>{ limits-kind }</b>
limits-none-of-kind = бе маҳдудият
limits-kind-about = { $kind ->
    [deposit] Чӣ қадар пул ба ҳамёни шумо ворид шуда метавонад.
    [spend] Барои чиптаҳо чӣ қадар харҷ кардан мумкин аст, новобаста аз бурд.
   *[net_loss] Чӣ қадар бохтан мумкин аст: хароҷоти чиптаҳо бе бурдҳо.
}
limits-window = { $window_days ->
    [1] 24 соат
   *[other] { $window_days } рӯз
}
limits-title = <b>{ limits-kind } · { limits-window }</b> · { $asset }
limits-free = { $window }: бе маҳдудият
limits-used = { $window }: { $used } аз <b>{ $amount }</b>
limits-left = Маҳдудияти шумо: <b>{ $amount }</b>
    Истифода шуд: { $used }
    Ҳоло боқӣ мондааст: { $left }
limits-not-set = Маҳдудият муқаррар нашудааст.
limits-no-limit = бе маҳдудият
limits-waits = ⏳ Шумо тағйирот дархост кардед: <b>{ $change }</b>. То тасдиқи шумо маҳдудияти ҳозира амал мекунад.
limits-waits-until = Аз { $when } тасдиқ кардан мумкин аст ({ $countdown }).
limits-waits-now = Ҳозир тасдиқ кардан мумкин аст.
limits-how-much = { $kind ->
    [deposit] Ҳадди аксар чӣ қадар ворид шуда метавонад?
    [spend] Ҳадди аксар чӣ қадар харҷ кардан мумкин аст?
   *[net_loss] Ҳадди аксар чӣ қадар бохтан мумкин аст?
} Маблағро нависед ({ $asset }); 0 ҳеҷ чизро иҷозат намедиҳад.
limits-hint = ⚠️ Ин маблағ нест. Онро бо рақам нависед, масалан 100.
limits-hint-same = ⚠️ Маҳдудияти шумо аллакай ҳамин аст.
limits-now = Ҳоло: { $amount }
limits-new = Нав: <b>{ $amount }</b>
limits-at-once = Ин дарҳол амал мекунад. Барои баъдан зиёд кардан 24 соат ва тасдиқи дуюм лозим аст.
limits-later = ⏳ Бояд интизор шавед: аз { $when } тасдиқ кардан мумкин аст. То он вақт маҳдудияти ҳозира амал мекунад.
limits-set = ✅ Муқаррар кардани { $amount }
limits-ask = ⏳ Дархост: { $amount }
limits-confirm = ✅ Тасдиқ: { $change }
limits-asked = Сабт шуд. Пас аз 24 соат онро дар ин ҷо тасдиқ карда метавонед.
limits-holds = Аз ҳозир амал мекунад: { $amount }
limits-cancelled = Тағйирот бекор шуд. Маҳдудият тағйир намеёбад.
limits-open = 🛡 Маҳдудиятҳои ман
limits-first = ✏️ Муқаррар кардан
limits-change = ✏️ Тағйир додан
limits-remove = 🗑 Бардоштан
limits-cancel = ✖️ Бекор кардани тағйирот
limits-other = ✏️ Маблағи дигар

command-limits = Маҳдудияти пуркунӣ, хароҷот ва бохт
