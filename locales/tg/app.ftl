# Мини-барнома. Рамзи он ҳамин паёмҳо ва паёмҳои файлҳои дигарро номбар мекунад.

app-sections = Бахшҳо
app-lotteries = Лотереяҳо
app-tickets = Чиптаҳо
app-results = Натиҷаҳо
app-wallet = Ҳамён
app-profile = Профил
app-back = Бозгашт
app-close = Пӯшидан
app-retry = Аз нав кӯшиш кунед
app-more = Боз нишон диҳед
app-failed-title = Иҷро нашуд
app-lost-title = Чунин саҳифа нест
app-offline-title = Пайвастшавӣ нест
app-offline-text = Ба сервер расидан нашуд. Пайвастшавиро санҷед ва аз нав кӯшиш кунед.
app-offline-banner = Шумо бе интернет ҳастед

## Лотереяҳо

app-on-sale = Дар фурӯш
app-draw-near = Қуръа наздик аст
app-none-on-sale = Ҳоло чизе дар фурӯш нест
app-none-on-sale-hint = Дертар назар кунед ё бинед, ки дар қуръаҳои охирин кӣ бурд.
app-see-results = Дидани натиҷаҳо
app-sold = { $percent } % фурӯхта шуд
app-left = { $left } монд
app-prize-label = { $count ->
    [1] Мукофот
   *[other] Мукофоти асосӣ
}
app-ends = Фурӯш { $countdown } ба охир мерасад
app-ends-sold-out = Қуръа, вақте ҳама фурӯхта шуд
app-lottery-state = { $state ->
    [closing] Рӯйхат баста мешавад
    [closed] Қуръаро интизор аст
    [drawn] Қуръа кашида шуд
    [settled] Қуръа кашида шуд
    [cancelling] Пул баргардонида мешавад
    [cancelled] Бекор шуд
   *[other] Дар фурӯш нест
}
