# Тавозунҳо, таърих ва мубодила.

wallet-heading = 👛 <b>Ҳамён</b>
wallet-empty = Ҳанӯз холӣ аст. Дастгирӣ мегӯяд, ки чӣ тавр пур кунед.
wallet-balance = { $wallet } · <b>{ $money }</b>
wallet-open-history = 📜 { $wallet }, { $asset }
wallet-history = 📜 <b>{ $wallet }</b> · { $money }
wallet-no-history = Ҳанӯз ҳеҷ чиз нашудааст.
wallet-line = <b>{ $amount }</b> · { $kind }
    { $when } · тавозун { $after }
wallet-kind = { $kind ->
    [admin_credit] пуркунӣ аз ҷониби ташкилкунанда
    [exchange] мубодила
    [sale] хариди чиптаҳо
    [refund] баргардонидани пул
    [prize] ҷоиза
    [reversal] ислоҳ
   *[other] { $side ->
        [in] даромад
       *[out] баромад
    }
}
wallet-exchange = 🔁 Мубодила
wallet-choose-pair = Чиро мубодила кардан мехоҳед?
wallet-no-pairs = Ҳоло аз он чи доред, ҳеҷ чизро мубодила кардан мумкин нест.
wallet-how-much = Чӣ қадар? Шумо { $balance } доред. Маблағро нависед.
wallet-hint = ⚠️ Ин маблағ нест. Онро бо рақам нависед, масалан 12,50.
wallet-quote = 🔁 Шумо <b>{ $given }</b> медиҳед ва <b>{ $taken }</b> мегиред.
    Мемонад: { $after }
wallet-short = ⚠️ Шумо ин қадар надоред. Маблағи камтар интихоб кунед.
wallet-confirm = ✅ Гирифтани { $taken }
wallet-change = ✏️ Маблағи дигар
wallet-exchanged = ✅ Мубодила шуд: { $given } → <b>{ $taken }</b>

command-wallet = Тавозунҳо ва таърих
