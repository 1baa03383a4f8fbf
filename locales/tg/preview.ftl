# Он чи мессенҷер аз рӯйи пайванд ба қуръа нишон медиҳад: матн ва расм. Матни оддӣ.

preview-state = { $state ->
    [open] Дар фурӯш · { $percent } % фурӯхта шуд
    [closing] Рӯйхати чиптаҳо мӯҳр мешавад
    [closed] Даври { $round }-и маякро интизорем
    [cancelling] Маблағ баргардонида мешавад
    [cancelled] Бекор шуд, маблағ баргардонида шуд
   *[other] Қуръа гузашт
}
preview-halted = То санҷиши одамон боздошта шуд
preview-winners = { $count ->
    [1] Чиптаи бурд
   *[other] Чиптаҳои бурд
}
preview-more = ва боз { $count }
preview-close = Сабти бастан { $hash }…
preview-verify = Ҳар кас метавонад ин қуръаро санҷад
preview-verify-at = Худатон санҷед: { $address }
