"""Pages for man."""

import os
import re
import time

PARTS = {"Options": "OPTIONS"}


def for_man(tool, others):
    date = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    lines = [f'.TH {_text(tool.name.upper())} 1 "{date}" "vitc {tool.version}" "User Commands"', ".SH NAME",
             f"{_text(tool.name)} \\- {_text(tool.summary)}", ".SH SYNOPSIS"]
    for i, usage in enumerate(tool.usage):
        command, _, rest = usage.partition(" ")
        lines += [".br"] * bool(i) + [f"\\fB{_text(command)}\\fR {_text(rest)}"]
    if tool.examples:
        lines += [".SH DESCRIPTION", ".nf", *map(_text, tool.examples), ".fi"]
    lines.append(".SH OPTIONS")
    for title, options in tool.sections:
        lines += [f'.SS "{_text(title[0].upper() + title[1:])}"'] * (len(tool.sections) > 1)
        for option in options:
            lines += _entry(option)
    names = [f".BR {_text(other)} (1)" for other in others if other != tool.name]
    lines += [".SH EXIT STATUS", "0 if all was done; 1 where a model, a file or an option is at fault, with a message that says so. "
              "Anything else is a fault of the tool.", ".SH SEE ALSO", *[name + "," for name in names[:-1]], names[-1]]
    return "\n".join(lines) + "\n"


def _entry(option):
    values = " or ".join(option.values)
    value = f"\\fI{_text(values)}\\fR" if values else ""
    sign = "" if not values else " " if option.takes_next else "="
    whole = f"[{sign}{value}]" if option.is_optional else sign + value
    lines = [".TP", f"\\fB{_text(option.name)}\\fR{whole}", _text(option.text) or "\\&"]
    if option.choices or option.parts:
        lines.append(".RS")
        for name, text in option.choices:
            lines += [".TP", f"\\fB{_text(name)}\\fR", _text(text) or "\\&"]
        for part in option.parts:
            lines += _entry(part)
        lines.append(".RE")
    return lines


def _text(text):
    text = text.replace("\\", "\\e")
    text = re.sub(r"-", r"\\-", text)  # as it is typed
    return re.sub(r"^([.'])", r"\\&\1", text)
