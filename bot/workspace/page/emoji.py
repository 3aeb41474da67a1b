"""The emoji names that turn up in mock interviews. A name that is not here stays as typed, `:name:`."""

EMOJI = dict(
    pair.split("=")
    for pair in (
        "+1=👍 -1=👎 thumbsup=👍 thumbsdown=👎 wave=👋 clap=👏 pray=🙏 muscle=💪 ok_hand=👌 point_right=👉 "
        "raised_hands=🙌 raised_hand=✋ smile=😄 smiley=😃 grinning=😀 slightly_smiling_face=🙂 wink=😉 "
        "joy=😂 sweat_smile=😅 blush=😊 thinking_face=🤔 neutral_face=😐 disappointed=😞 cry=😢 sob=😭 "
        "scream=😱 sunglasses=😎 heart=❤️ broken_heart=💔 tada=🎉 fire=🔥 rocket=🚀 star=⭐ sparkles=✨ "
        "zap=⚡ boom=💥 100=💯 eyes=👀 brain=🧠 bulb=💡 memo=📝 pencil=📝 pencil2=✏️ books=📚 book=📖 "
        "mag=🔍 key=🔑 lock=🔒 gear=⚙️ wrench=🔧 hammer=🔨 bug=🐛 package=📦 inbox_tray=📥 outbox_tray=📤 "
        "envelope=✉️ email=✉️ telephone=☎️ iphone=📱 computer=💻 floppy_disk=💾 cloud=☁️ "
        "globe_with_meridians=🌐 chart_with_upwards_trend=📈 chart_with_downwards_trend=📉 bar_chart=📊 "
        "calendar=📆 date=📅 clipboard=📋 pushpin=📌 link=🔗 paperclip=📎 bell=🔔 no_bell=🔕 "
        "speech_balloon=💬 thought_balloon=💭 hourglass=⌛ hourglass_flowing_sand=⏳ stopwatch=⏱️ "
        "timer_clock=⏲️ alarm_clock=⏰ clock3=🕒 checkered_flag=🏁 trophy=🏆 medal=🏅 dart=🎯 "
        "white_check_mark=✅ heavy_check_mark=✔️ ballot_box_with_check=☑️ x=❌ "
        "heavy_multiplication_x=✖️ warning=⚠️ no_entry=⛔ no_entry_sign=🚫 question=❓ grey_question=❔ "
        "exclamation=❗ information_source=ℹ️ arrow_right=➡️ arrow_left=⬅️ arrow_up=⬆️ "
        "arrow_down=⬇️ repeat=🔁 arrows_counterclockwise=🔄 twisted_rightwards_arrows=🔀 fast_forward=⏩ "
        "double_vertical_bar=⏸️ arrow_forward=▶️ black_square_for_stop=⏹️ red_circle=🔴 "
        "large_blue_circle=🔵 large_yellow_circle=🟡 large_green_circle=🟢 white_circle=⚪ black_circle=⚫ "
        "one=1️⃣ two=2️⃣ three=3️⃣ four=4️⃣ five=5️⃣ coffee=☕ bird=🐦 robot_face=🤖 "
        "busts_in_silhouette=👥 crown=👑 handshake=🤝 "
    ).split()
)
