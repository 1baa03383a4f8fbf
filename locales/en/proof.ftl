# Fairness and proofs.

proof-heading = 🔍 <b>Fairness: { $title }</b> · { $number }
proof-opened = <b>Before the first sale</b> ({ $when }, draw { $event })
proof-commit = server_commit <code>{ $commit }</code>
proof-rules = rules_hash <code>{ $hash }</code>
proof-beacon = beacon { $kind } <code>{ $chain }</code>
proof-closed = <b>At the close</b>
    close_hash <code>{ $hash }</code>
proof-voids = { $count ->
    [one] { $count } number was voided before that
   *[other] { $count } numbers were voided before that
}: void_root <code>{ $root }</code>
proof-not-closed = The close record is written when sales end; it names the round of the beacon.
proof-round = round { $round }, due { $when }
proof-published = posted in the channel { $when }: { $url }
proof-randomness = <b>At the draw</b>
    beacon <code>{ $value }</code>
proof-seed = server_seed <code>{ $seed }</code>
proof-halted = ⚠️ This draw is held: its stored result differs from the computed one. Nothing of it is paid until people have looked.
proof-cancelled = ↩️ { $reason ->
    [reveal_overdue] The seed was not revealed in time. Every entry is refunded.
    [late_publication] The close record was published too late. Every entry is refunded.
    [no_entries] No ticket was sold, so there is no draw.
   *[other] Cancelled before the draw. Every entry is refunded.
}
proof-ask = 🔍 <b>Verify a draw</b>

    Every draw has a proof: what was committed to before the first sale, the sealed tickets, the public value, and the winners that follow from them. Anybody can compute them again.

    Send a proof.json (up to { $megabytes } MB), or type the number of a lottery, for example RF-7K3Q-9ZP.

    You need not trust this chat: <code>fairlot verify proof.json</code> does the same on your own computer, without a network.
proof-hint = Please send the proof as a file, or type the number of a lottery.
proof-too-large = This file is larger than { $megabytes } MB. Verify it on a computer: <code>fairlot verify proof.json</code>
proof-not-loaded = The file could not be loaded from Telegram. Please send it again.
proof-unusable = ❌ <b>This is no proof that can be judged</b>: { $reason }
proof-none-yet = { $state ->
    [cancelling] { $number } was cancelled and never drawn, so there is no proof.
    [cancelled] { $number } was cancelled and never drawn, so there is no proof.
   *[other] { $number } has not been drawn yet. The proof is there after the draw.
}
proof-of = 🔍 <b>{ $name }</b>
proof-step = { $step ->
    [1] Exactly the fields of the specification
    [2] The close record is the published one
    [3] The server seed is the one committed to before the first sale
    [4] The beacon’s value belongs to the round named before
    [5] The tickets are those that were sealed
    [6] The seeds follow from all of these
    [7] The winners follow from the seed
   *[8] Every random word is accounted for
}
proof-valid = ✅ <b>Valid.</b> The winners are the ones that follow from what was committed to.
proof-invalid = ❌ <b>Not valid.</b> First field that fails: <code>{ $field }</code>
    <code>{ $reason }</code>
proof-entries-hint = The list of tickets stands beside this proof, in entries.csv. Verify both on a computer: <code>fairlot verify proof.json entries.csv</code>
proof-verify-now = ✅ Verify now
proof-files = 📄 Proof file
proof-file-caption = Check it anywhere: fairlot verify proof.json
proof-entries-elsewhere = 📄 The list of tickets is too large for a chat. It stands beside the proof in the app.
proof-another = 🔍 Another one

path-usage = 🧭 <b>Is my ticket in the draw?</b>

    Type the number of your order, or that of the lottery and of one of your tickets:
    <code>/proof TR-7K3Q-9ZP</code>
    <code>/proof RF-7K3Q-9ZP 17</code>

    Or open 🎫 My tickets, choose one, and press “Path”.
path-found = ✅ <b>Your tickets are in the sealed list</b> · { $number }

    🎫 Numbers: { $numbers } · order { $order }
    Entry { $place } of { $count }: <code>{ $line }</code>
    leaf <code>{ $leaf }</code>
    { $steps ->
        [one] { $steps } step up the tree leads
       *[other] { $steps } steps up the tree lead
    } to the root in the close record
    entry_root <code>{ $root }</code>
    close_hash <code>{ $close }</code>

    The file has every step, and what shows that the entry is yours.
path-button = 🧭 Path
path-caption = 🧭 The way of your entry to the sealed root. Whoever has this file sees which entry is yours: keep it to yourself.

    Check it on your own computer: <code>fairlot verify proof.json --path { $file }</code>

command-verify = Verify a draw
command-proof = Is my ticket in the draw?
