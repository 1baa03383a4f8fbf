# Чиптаҳои бозингар.

tickets-heading = 🎫 <b>Чиптаҳои ман</b>

    🟢 дар фурӯш · 🔒 қуръа наздик · 🏆 бурд · ▫️ бе бурд · ↩️ баргардонида · 🕳 бекоршуда
tickets-none = 🎫 <b>Чиптаҳои ман</b>

    Шумо ҳанӯз чипта надоред.
tickets-line = { $fate ->
    [live] 🟢
    [drawing] 🔒
    [won] 🏆
    [refunded] ↩️
    [void] 🕳
   *[lost] ▫️
} № { $numbers } · { $title }
tickets-fate = { $fate ->
    [live] 🟢 Лотерея ҳанӯз дар фурӯш аст.
    [drawing] 🔒 Фурӯш тамом шуд, қуръа наздик аст.
    [won] 🏆 Бурд!
    [refunded] ↩️ Лотерея бекор шуд, пули шумо бармегардад.
    [void] 🕳 Пеш аз қуръа бекор шуд, пул ба ҳамён баргашт.
   *[lost] ▫️ Ин дафъа бурд накард.
}
tickets-moved = Рӯйхат дар ин миён тағйир ёфт. Баргардед, то онро аз нав бинед.
tickets-buy = 🎟 Дидани лотереяҳо
tickets-lottery = 🎟 Лотерея
tickets-receipt = 🔏 Чеки имзошуда
tickets-receipt-caption = 🔏 Имзои мо зери рақамҳои шумо. Аз ин файл маълум мешавад, ки кадом сабтҳо аз они шумоянд: онро ба касе нишон надиҳед.

    Дар компютери худ санҷед: <code>fairlot verify --records { $file } --keys fairlot-keys.json</code>
tickets-receipt-keys = Калидҳо: { $url }

command-tickets = Чиптаҳои шумо
