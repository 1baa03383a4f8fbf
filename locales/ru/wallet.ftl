# Балансы, выписки и обмен.

wallet-heading = 👛 <b>Кошелёк</b>
wallet-empty = Пока пусто. Поддержка подскажет, как пополнить.
wallet-balance = { $wallet } · <b>{ $money }</b>
wallet-open-history = 📜 { $wallet }, { $asset }
wallet-history = 📜 <b>{ $wallet }</b> · { $money }
wallet-no-history = Пока ничего не было.
wallet-line = <b>{ $amount }</b> · { $kind }
    { $when } · баланс { $after }
wallet-kind = { $kind ->
    [admin_credit] пополнение организатором
    [exchange] обмен
    [sale] покупка билетов
    [refund] возврат
    [prize] приз
    [reversal] исправление
   *[other] { $side ->
        [in] поступление
       *[out] списание
    }
}
wallet-exchange = 🔁 Обмен
wallet-choose-pair = Что вы хотите обменять?
wallet-no-pairs = Сейчас ничего из того, что у вас есть, обменять нельзя.
wallet-how-much = Сколько? У вас { $balance }. Напишите сумму.
wallet-hint = ⚠️ Это не сумма. Напишите её цифрами, например 12,50.
wallet-quote = 🔁 Вы отдаёте <b>{ $given }</b> и получаете <b>{ $taken }</b>.
    Останется: { $after }
wallet-short = ⚠️ Столько у вас нет. Выберите сумму поменьше.
wallet-confirm = ✅ Получить { $taken }
wallet-change = ✏️ Другая сумма
wallet-exchanged = ✅ Обмен: { $given } → <b>{ $taken }</b>

command-wallet = Балансы и история
