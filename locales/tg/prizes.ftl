# Он чи бозингар бурд кард ва интихоби ӯ, агар он ашё бошад.

prizes-heading = 🎁 <b>Ҷоизаҳои ман</b>
prizes-none = 🎁 <b>Ҷоизаҳои ман</b>

    Шумо ҳанӯз ҷоиза набурдаед. Вақте ки мебаред, он дар ин ҷо пайдо мешавад ва ба шумо паём меояд.
prizes-item = { $place }. <b>{ $title }</b> · { $value }
    { $raffle }
    { $state ->
        [pending] ⏳ ҷамъбаст шуда истодааст
        [payable] 💸 дар роҳ ба ҳамёни шумо
        [claimable] 🎁 то { $when } гирифтан мумкин аст
        [claimed] 📦 расонида мешавад
        [paid] ✅ ба ҳамёни шумо гузаронида шуд
       *[expired] ⌛ дар вақташ гирифта нашуд (то { $when })
    }
prizes-line = { $place }. { $state ->
    [pending] ⏳
    [payable] 💸
    [claimable] 🎁
    [claimed] 📦
    [paid] ✅
   *[expired] ⌛
} { $title }
prizes-title = 🎁 <b>{ $title }</b> · { $value }
prizes-money = Ҷоизаи пулӣ
prizes-ticket = 🎫 Чиптаи № { $number } · ҷойи { $position }
prizes-state = { $state ->
    [pending] ⏳ Натиҷаи қуръа ҳанӯз ҷамъбаст мешавад. { $way ->
        [thing] Баъд шумо интихоб мекунед, ки ин ҷоизаро чӣ тавр мегиред.
       *[money] Баъд пул худ ба худ ба ҳамёни шумо мегузарад.
    }
    [paid] ▫️ Ин ҳисса сифр шуд, чунки хеле кам фурӯхта шуд.
   *[payable] 💸 Пул дар роҳ ба ҳамёни шумост. Он худ ба худ мерасад: ҳеҷ кор кардан лозим нест.
}
prizes-claimable = 🎁 <b>Он аз они шумост.</b> То <b>{ $when }</b> ({ $countdown }) интихоб кунед: расондан ё арзиши он бо пул. Баъд онро гирифтан мумкин нест.
prizes-claimed = 📦 <b>Шумо расонданро интихоб кардед</b> ({ $when }). Ба ин суроға мефиристем:
    <blockquote>{ $address }</blockquote>
prizes-paid = { $way ->
    [thing] ✅ Шумо арзиши онро бо пул гирифтед: <b>{ $value }</b> ба ҳамёни шумо гузаронида шуд ({ $when }).
   *[money] ✅ <b>{ $value }</b> ба ҳамёни шумо гузаронида шуд ({ $when }).
}
prizes-expired = ⌛ Муҳлати гирифтани ин ҷоиза { $when } гузашт. Агар чизе халал расонда бошад, ба дастгирӣ нависед ва { $number }-ро гӯед.
prizes-deliver = 📦 Расондан
prizes-take = 💰 Гирифтани арзиш, { $value }
prizes-where-to = 📦 <b>{ $title }</b>

    { $saved ->
        [0] Ба куҷо фиристем? Шумо ҳанӯз суроғаи сабтшуда надоред.
       *[other] Ба куҷо фиристем? Суроғаро интихоб кунед. Ин ҳанӯз қатъӣ нест.
    }
prizes-before-delivery = 📦 <b>{ $title }</b>

    Ба ин суроға мефиристем:
    <blockquote>{ $address }</blockquote>
    <b>Ин қатъӣ аст.</b> Баъд на суроғаро иваз кардан мумкин аст ва на арзишро бо пул гирифтан.
prizes-before-cash = 💰 <b>{ $title }</b>

    <b>{ $value }</b> якбора ба ҳамёни шумо мегузарад ва чизе расонида намешавад.

    <b>Ин қатъӣ аст</b>: онро бекор кардан мумкин нест.
prizes-confirm-delivery = ✅ Ҳа, ба ин ҷо расонед
prizes-confirm-cash = ✅ Гирифтани { $value }
prizes-other-address = 📍 Суроғаи дигар
prizes-open = 🎁 Ҷоизаҳои ман
prizes-own = 🎁 Ҷоизаи ман

command-prizes = Ҷоизаҳои шумо
