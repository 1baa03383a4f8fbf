# Дороиҳое, ки асъор нестанд. Атрибут — ном бе маблағ. Пас аз шумора исм дар шакли танҳо меояд.

money-coin = { $amount } танга
    .name = тангаҳо
money-credit = { $amount } хол
    .name = холҳо
money-xtr = { $amount } ситора
    .name = ситораҳои Telegram
