# Хариди чиптаҳо.

purchase-tickets = { $count } чипта
purchase-other = ✏️ Дигар
purchase-how-many = <b>{ $title }</b>

    Чанд чипта? Ададро нависед. { $left } чипта мондааст.
purchase-hint-number = ⚠️ Ин адади бутун нест. Онро бо рақам нависед, масалан 3.
purchase-hint-positive = ⚠️ Камаш 1 чипта.
purchase-hint-left = ⚠️ Ин қадар чипта нест: { $left } чипта мондааст.
purchase-hint-most = ⚠️ Дар як бор на бештар аз 10000 чипта.
purchase-confirm = 🛒 <b>{ $title }</b>
purchase-sum = { $quantity } × { $price } = <b>{ $total }</b>
purchase-balance = Тавозуни шумо: { $balance }
purchase-balance-after = Мемонад: { $after }
purchase-missing = ⚠️ { $missing } намерасад. Ҳамёнро пур кунед; дастгирӣ мегӯяд, ки чӣ тавр.
purchase-chances = Имкон бо { $tickets } чиптаи шумо: { $now } аз фурӯхташудаҳои ҳозира, { $full } вақте ки ҳама фурӯхта шудаанд
purchase-pay = ✅ Пардохти { $total }
purchase-change = ✏️ Адади дигар
purchase-wallet = 👛 Ҳамён
purchase-support = 💬 Дастгирӣ
purchase-bought = ✅ Шумо { $count } чипта харидед
purchase-numbers = 🎫 Рақамҳо: <b>{ $numbers }</b>
purchase-paid = Пардохт шуд: { $total }
purchase-order = Фармоиш: <code>{ $order }</code>
purchase-commit = 🔏 server_commit <code>{ $commit }</code>
purchase-more = ➕ Боз чипта
purchase-my-tickets = 🎫 Чиптаҳои ман
purchase-refused = 🛒 <b>{ $title }</b>
purchase-nothing-paid = Пул гирифта нашуд.
purchase-loss-help = Агар бозӣ дигар хурсандӣ наорад, танаффус кунед ва бо шахси боваринок ё хатти кӯмаки кишвари худ гап занед.
purchase-fewer = Хариди { $fewer } чипта
purchase-again = 🔄 Аз нав кӯшиш кардан
purchase-profile = 📝 Пур кардани профил
