# What a player won, and the choice about a thing.

prizes-heading = 🎁 <b>My prizes</b>
prizes-none = 🎁 <b>My prizes</b>

    You have not won a prize yet. When you do, it appears here, and you get a message.
prizes-item = { $place }. <b>{ $title }</b> · { $value }
    { $raffle }
    { $state ->
        [pending] ⏳ being settled
        [payable] 💸 on its way to your wallet
        [claimable] 🎁 yours to claim until { $when }
        [held] ⏸ held while its ticket is looked into
        [claimed] 📦 will be delivered
        [paid] ✅ paid to your wallet
        [forfeited] ⛔ taken back
       *[expired] ⌛ not claimed in time (until { $when })
    }
prizes-line = { $place }. { $state ->
    [pending] ⏳
    [payable] 💸
    [claimable] 🎁
    [held] ⏸
    [claimed] 📦
    [paid] ✅
    [forfeited] ⛔
   *[expired] ⌛
} { $title }
prizes-title = 🎁 <b>{ $title }</b> · { $value }
prizes-money = Money prize
prizes-ticket = 🎫 Ticket № { $number } · place { $position }
prizes-state = { $state ->
    [pending] ⏳ The draw is being settled. { $way ->
        [thing] Then you choose how to get this prize.
       *[money] Then the money comes to your wallet by itself.
    }
    [paid] ▫️ This share came to nothing, because too little was sold.
   *[payable] 💸 The money is on its way to your wallet. It comes by itself: you need not do anything.
}
prizes-claimable = 🎁 <b>It is yours.</b> Choose until <b>{ $when }</b> ({ $countdown }): have it delivered, or take its value in money. After that it cannot be claimed.
prizes-claimed = 📦 <b>You chose delivery</b> ({ $when }). It will be sent to:
    <blockquote>{ $address }</blockquote>
prizes-paid = { $way ->
    [thing] ✅ You took its value in money: <b>{ $value }</b> was paid to your wallet ({ $when }).
   *[money] ✅ <b>{ $value }</b> was paid to your wallet ({ $when }).
}
prizes-expired = ⌛ The time to claim this prize ended on { $when }. If something kept you from it, ask support and name { $number }.
prizes-held = ⏸ This prize is held while the purchase of its ticket is looked into. Two people decide; nothing of it is lost meanwhile. Questions: support, naming { $number }.
prizes-forfeited = ⛔ This prize was taken back: two people of the operator found that you may not win it. If you think this is a mistake, ask support and name { $number }.
prizes-stepped-in = 🔁 Its winner lost it, and you stepped in as an alternate.
prizes-deliver = 📦 Deliver it
prizes-take = 💰 Take its value, { $value }
prizes-where-to = 📦 <b>{ $title }</b>

    { $saved ->
        [0] Where shall we send it? You have no saved address yet.
       *[other] Where shall we send it? Choose an address. Nothing is final yet.
    }
prizes-before-delivery = 📦 <b>{ $title }</b>

    It will be sent to:
    <blockquote>{ $address }</blockquote>
    <b>This is final.</b> Afterwards the address cannot be changed, and the value can no longer be taken in money.
prizes-before-cash = 💰 <b>{ $title }</b>

    <b>{ $value }</b> goes to your wallet at once, and nothing is delivered.

    <b>This is final</b> and cannot be undone.
prizes-confirm-delivery = ✅ Yes, deliver it there
prizes-confirm-cash = ✅ Take { $value }
prizes-other-address = 📍 Another address
prizes-open = 🎁 My prizes
prizes-own = 🎁 My prize

command-prizes = What you won
