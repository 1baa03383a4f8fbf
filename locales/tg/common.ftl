# Он чи ҳар қисми бот мегӯяд.

common-home = 🏠 Асосӣ
common-back = ← Бозгашт
common-cancelled = Бекор шуд. Ҳеҷ чиз тағйир наёфт.
common-hint = Инро нафаҳмидам. Аз тугмаҳо ё фармонҳои меню истифода баред.
common-refreshed = Рӯйхат нав карда шуд
common-apology = Дар мо хатое рух дод; ҳеҷ чиз гум нашудааст. Лутфан боз кӯшиш кунед. Агар такрор шавад, ин рамзро ба дастгирӣ гӯед: { $reference }
common-slow-down = { $seconds ->
   *[other] Хеле зуд. Лутфан { $seconds } сония интизор шавед.
}
common-in-private = Чиптаҳо ва пул кори шахсист. Дар чати мо идома медиҳем.
common-open-chat = Кушодани чат
common-menu-button = Кушодан
common-in-days = баъд аз { $days } рӯзу { $hours } соат
common-in-hours = баъд аз { $hours } соату { $minutes } дақиқа
common-in-minutes = баъд аз { $minutes } дақиқа

## Менюи фармонҳо

command-start = Асосӣ: бақия ва бозии наздиктарин
command-settings = Танзимот: забон, вақт, огоҳиномаҳо, маҳдудиятҳо
command-language = Иваз кардани забон
command-help = Ин чӣ тавр кор мекунад
command-terms = Қоидаҳои бозӣ
command-privacy = Мо дар бораи шумо чиро нигоҳ медорем
command-support = Савол ба корманд
command-paysupport = Саволҳо оид ба пардохт
command-cancel = Қатъ кардани кори оғозшуда
