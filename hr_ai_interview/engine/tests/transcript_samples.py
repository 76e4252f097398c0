"""Interviews as recorders write them down, for the tests of ``transcript``; all people are invented."""

QUESTIONS_EN = (
    (
        11,
        "Tell me about a time you dealt with an angry customer. What did you do, and how did it end?",
        ("What exactly did you say to the customer?", "What was the result?"),
    ),
    (
        12,
        "Your team missed its sales target two months in a row. How would you find out why?",
        ("Which numbers would you look at first?",),
    ),
    (
        13,
        "Describe a goal you set for yourself and did not reach. What did you learn from it?",
        ("What would you do differently today?",),
    ),
    (
        14,
        "A colleague asks you to change the date on a delivery note so that it looks on time. What do you do?",
        (),
    ),
)

TURNS_EN = (
    ("Maria Lopez", "Good morning, Ben, thanks for coming in. Did you find the way all right?"),
    ("Ben Carter", "Yes, thank you, the train was on time for once."),
    (
        "Maria Lopez",
        "Great. I am Maria, I lead the shop team, and this is Tom from HR. So let's start. Could you tell me about a time when you had to deal with a really angry customer? What did you do and how did it end?",
    ),
    (
        "Ben Carter",
        "Sure. Last winter a customer came in because her heater had failed twice. She was shouting. I asked her to sit down, wrote down what had happened, and called the repair centre while she was there.",
    ),
    ("Maria Lopez", "What exactly did you say to her?"),
    (
        "Ben Carter",
        "I said that I understood and that I would stay with her until we had a date. We got one for the next day, and she wrote a good review.",
    ),
    (
        "Tom Reed",
        "Okay. Imagine your team missed the sales target two months in a row. How would you find out why?",
    ),
    (
        "Ben Carter",
        "First I would split the number: visitors, conversion, basket. If visitors are stable and conversion fell from 22 to 17 percent, I would look at staffing and at what we were out of.",
    ),
    ("Tom Reed", "Mm-hm."),
    ("Ben Carter", "Then I would talk to the two people who sell most and watch an afternoon on the floor."),
    (
        "Maria Lopez",
        "Thank you. Can you describe a goal that you set yourself and didn't reach, and what you learned from it?",
    ),
    (
        "Ben Carter",
        "I wanted to finish my supervisor certificate in a year and needed two. I learned to plan the weeks in which the shop is full.",
    ),
    ("Maria Lopez", "Do you have any questions for us?"),
    ("Ben Carter", "Yes, how large is the team, and who makes the rota?"),
    ("Maria Lopez", "Nine people, and I make it. Thanks a lot, Ben."),
)

QUESTIONS_ZH = (
    (
        "q1",
        "请讲一次你处理客户投诉的经历：当时是什么情况，你做了什么，结果如何？",
        ("客户最后的反馈是什么？", "你当时为什么这样决定？"),
    ),
    ("q2", "如果连续两个月没有完成销售目标，你会怎样找出原因？", ("你会先看哪几个数据？",)),
    ("q3", "请说说你带新人的一次经历，你是怎样让他尽快上手的？", ()),
    ("q4", "同事请你把交货单上的日期改早一天，你会怎么做？", ()),
)

TURNS_ZH = (
    ("李经理", "王芳你好，欢迎来参加面试，路上还顺利吗？"),
    ("王芳", "挺顺利的，谢谢。"),
    ("李经理", "好，那我们开始。先请你讲一次你处理客户投诉的经历，当时什么情况，你做了什么，结果怎么样？"),
    (
        "王芳",
        "去年双十一，有一位客户收到的课程资料是错的，在群里发了很多消息。我先给她打电话道歉，当天下午重新寄出，并且把她的课程延长了两周。",
    ),
    ("李经理", "客户最后的反馈是什么？"),
    ("王芳", "她后来续了费，还介绍了两个朋友过来。"),
    ("张总", "我来问一个。假如你连续两个月都没有完成销售目标，你会怎么找原因？"),
    ("王芳", "我会先把线索量、到访率和成交率分开看，看是哪一段掉下来的，再去听十通录音。"),
    ("李经理", "说说你带新人的经历吧，怎么让他尽快上手的？"),
    ("王芳", "我带过三个新人，第一周一起打电话，第二周让他们自己打，我在旁边听，每天下班前复盘二十分钟。"),
    ("李经理", "你有什么想问我们的吗？"),
    ("王芳", "想了解一下团队有多少人。"),
)


def clock(seconds, comma="."):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{comma}000"


def as_vtt(turns, voice=True):
    """A cue per turn, ten seconds each."""
    cues = (
        f"{clock(n * 10)} --> {clock(n * 10 + 9)}\n{f'<v {name}>{text}</v>' if voice else f'{name}: {text}'}"
        for n, (name, text) in enumerate(turns)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def as_srt(turns):
    return "\n".join(
        f"{n + 1}\n{clock(n * 10, ',')} --> {clock(n * 10 + 9, ',')}\n{name}: {text}\n"
        for n, (name, text) in enumerate(turns)
    )


def as_text(turns, colon=": "):
    return "\n".join(f"{name}{colon}{text}" for name, text in turns)


def without_speakers(turns):
    return "\n".join(text for _name, text in turns)
