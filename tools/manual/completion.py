"""Completion for bash and zsh."""

import re
import shlex

import values

BASH = r"""
_NAME() {
  local word=${COMP_WORDS[COMP_CWORD]} i=$COMP_CWORD
  # Readline has cut words at '=': what belongs together is one word again.
  while ((i > 1)) && [[ ${COMP_WORDS[i]} == = || ${COMP_WORDS[i - 1]} == = ]]; do
    word=${COMP_WORDS[--i]}$word
  done
  local before=${COMP_WORDS[i - 1]} option= value=$word
  if [[ $word == -*=* ]]; then
    option=${word%%=*} value=${word#*=}
  elif [[ -n $before && -n ${_NAME_values[$before]-} && ${_NAME_values[$before]} != optional* ]]; then
    option=$before
  fi
  local kind words reply=()
  if [[ -n $option ]]; then
    read -r kind words <<< "${_NAME_values[$option]-any}"
    [[ $kind == optional ]] && read -r kind words <<< "$words"
    [[ $kind == file || $kind == folder ]] && value=${value##*=} # NAME=FILE
  elif [[ $word == -* ]]; then
    kind=one words=${_NAME_options[*]}
  else
    kind=OPERANDS
  fi
  # What readline has of the word, without what is replaced of it.
  local cut=${COMP_WORDS[COMP_CWORD]}
  [[ $cut == = ]] && cut=
  local keep=${cut%"$value"} head=
  local IFS=$' \t\n'
  case $kind in
  one) mapfile -t reply < <(compgen -W "$words" -- "$value") ;;
  several)
    [[ $value == *,* ]] && head=${value%,*},
    mapfile -t reply < <(compgen -W "$words" -P "$head" -- "${value##*,}")
    compopt -o nospace ;;
  file | folder)
    compopt -o filenames
    mapfile -t reply < <(
      compgen -d -- "$value"
      [[ $kind == file && -z $words ]] && compgen -f -- "$value"
      [[ $kind == file ]] && for suffix in $words; do compgen -f -X "!*.$suffix" -- "$value"; done
    )
    # A folder counts once.
    ((${#reply[@]})) && mapfile -t reply < <(printf '%s\n' "${reply[@]}" | sort -u) ;;
  esac
  COMPREPLY=("${reply[@]/#/$keep}")
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
  return 0
}
# Where nothing fits: any file, whose name may have to be quoted.
complete -o bashdefault -o default -F _NAME TOOL
"""


def identifier(tool):
    return tool.name.replace("-", "_")


def candidate(option):
    """As it is typed: the value follows behind "=", or as the next word."""
    return option.name + "=" * bool(option.values and not option.takes_next and not option.is_optional)


def for_bash(tool):
    lines = [f"# Completion of {tool.name} {tool.version} for bash, made from {tool.name} --help.", f"_{identifier(tool)}_options=("]
    lines += [f"  {candidate(option)}" for option in tool.options()] + [")", f"declare -gA _{identifier(tool)}_values=("]
    for option in tool.options():
        if option.values:
            kind, words = values.kind_of(option)
            text = " ".join(["optional"] * option.is_optional + [kind, *words])
            lines.append(f"  [{option.name}]={shlex.quote(text)}")
    suffixes, _ = values.operands(tool)
    body = BASH.replace("OPERANDS", f"file words='{' '.join(suffixes)}'")
    return "\n".join(lines) + "\n)" + body.replace("_NAME", f"_{identifier(tool)}").replace("TOOL", tool.name)


def for_zsh(tool):
    lines = [f"#compdef {tool.name}", f"# Completion of {tool.name} {tool.version} for zsh, made from {tool.name} --help.",
             "_arguments -S \\"]
    for option in tool.options():
        repeats = "*" if re.search(r"\b([Ss]everal|repeat)", option.text) else ""
        sign = "=" if option.values and not option.takes_next else ""
        sign += "-" if option.is_optional and sign else ""
        lines.append("  " + _quoted(f"{repeats}{option.name}{sign}[{_plain(option.text)}]{_action(option)}") + " \\")
    suffixes, takes_folders = values.operands(tool)
    lines.append("  " + _quoted(":model:" + _files(suffixes)))
    return "\n".join(lines) + "\n"


def _action(option):
    if not option.values:
        return ""
    kind, words = values.kind_of(option)
    message = ":" * (1 + option.is_optional) + _plain(" or ".join(option.values)) + ":"
    if option.choices:
        texts = [f'{name}\\:"{_plain(text) or name}"' for name, text in option.choices if name != "<empty>"]
        return message + f"(({' '.join(texts)}))"
    if kind == "one":
        return message + f"({' '.join(words)})"
    if kind == "several":
        return message + f"_values -s , name {' '.join(words)}"
    if kind == "file":
        prefix = "{compset -P '*='; " if "=" in option.values[0] else ""
        return message + (prefix + _files(words) + "}" if prefix else _files(words))
    return message + ("_files -/" if kind == "folder" else "")


def _files(suffixes):
    return f'_files -g "*.({"|".join(suffixes)})(-.)"' if suffixes else "_files"


def _plain(text):
    """As far as it stands in one line of a menu, without what means something to zsh."""
    text = re.split(r"[:;]|\. ", text)[0]
    if text.count("(") > text.count(")"):
        text = text[:text.rindex("(")]
    return re.sub(r"[\[\]\"`$\\]", "", text).strip()


def _quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"
