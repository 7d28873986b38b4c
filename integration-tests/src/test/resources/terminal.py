# SPDX-License-Identifier: Apache-2.0
"""Drives an image through a pseudo terminal, as a user does who types.

Usage: terminal.py IMAGE SCENARIO [TIMES]   does one of the scenarios below; says what went wrong on standard error
       terminal.py --list                   prints their names
"""
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import fcntl

PATIENCE = float(os.environ.get("PATIENCE", "20"))
SCENARIOS = {}
LOADER = "/lib64/ld-linux-x86-64.so.2"
SHELL_PROMPT = "(bash|sh)-[0-9.]+[#$] |PS> "

# What runs in the guest. Texts that are waited for are never in a line that is typed.
GUEST = {
    "HANDLER": "trap 'sleep 0.3; echo hand''led; exit 42' INT QUIT TERM HUP; echo rea''dy; while :; do sleep 0.05; done",
    "SIGNALS": "for s in USR1 USR2 ALRM WINCH INT; do trap \"echo [$s]\" $s; done; trap 'exit 5' TERM; echo rea''dy;"
               " while :; do sleep 0.05; done",
    "REPL": "trap 'echo in''tr' INT; while :; do printf 'rep''l> '; read -r l || { [ $? -gt 128 ] && continue; exit 9; };"
            " [ \"$l\" != quit ] || exit 7; echo \"got:$l\"; done",
    "READER": "read -r l; echo \"got:$l\"",
    "RAW": "stty -echo -icanon -isig min 1; trap 'stty -echo -icanon -isig min 1; echo ba''ck' CONT; echo rea''dy;"
           " while k=$(dd bs=1 count=1 2>/dev/null); do case $k in z) stty sane; kill -TSTP $$;; q) stty sane; exit 3;;"
           " *) echo \"key:$k\";; esac; done",
    "TSTP": "trap 'stty sane; trap - TSTP; kill -TSTP $$; echo ba''ck; trap : TSTP' TSTP; sleep 60 &"
            " echo rea''dy; while :; do wait; done",
    "TICKS": "while :; do echo ti''ck; sleep 0.1; done",
    "IGNORED": "s/^SigIgn:[^0-9a-f]*/ign:/p",
    # A shell that is hung up sends TERM too, if it has not yet heard that its stopped job goes on.
    "HUP": "trap '' TERM; trap 'sleep 0.3; echo x > /end; exit 0' HUP; echo rea''dy; while :; do sleep 0.05; done",
    "WINDOW": "trap 'echo [WINCH]' WINCH; echo rea''dy; i=0; while [ $i -lt 30 ]; do sleep 0.05; i=$((i + 1)); done; stty size",
}


def scenario(function):
    SCENARIOS[function.__name__] = function
    return function


class Wrong(Exception):
    pass


def defaults():
    """Undoes what was ignored for us: PIPE by Python, INT and QUIT by a script that started us in the background."""
    for number in range(1, 32):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


class Terminal:
    """A shell, or another program, with a terminal of its own."""

    def __init__(self, *program, shell="bash"):
        words = list(program) or {
            "bash": ["bash", "--norc", "--noprofile", "-i"],
            "dash": ["dash", "-i"],
        }[shell]
        self.text = ""
        self.all = ""
        self.closed = False
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            defaults()
            os.environ.update(GUEST, PS1="PS> ", TERM="xterm", HISTFILE="")
            os.environ.pop("ENV", None)
            os.environ["PATH"] = FOLDER + ":" + os.environ["PATH"]
            os.execvp(words[0], words)
        if not program:
            self.want("PS> ")

    def type(self, text):
        os.write(self.master, text.encode())

    def run(self, line):
        self.type(line + "\r")

    def key(self, letter):
        self.type(chr(ord(letter.upper()) - 64))

    def read(self, seconds):
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 4096)
        except OSError:
            return False
        text = data.decode(errors="replace").replace("\r", "")
        self.text += text
        self.all += text
        return bool(data)

    def want(self, pattern, seconds=PATIENCE):
        """Waits for output that matches; what is before it is forgotten."""
        end = time.time() + seconds
        while True:
            found = re.search(pattern, self.text)
            if found:
                self.text = self.text[found.end():]
                return found
            if time.time() > end:
                raise Wrong("no %r in %r" % (pattern, self.all))
            self.read(0.1)

    def quiet(self, seconds):
        """Nothing is written for so long."""
        while self.read(0.15):
            pass
        before = self.all
        end = time.time() + seconds
        while time.time() < end:
            self.read(0.05)
        if self.all != before:
            raise Wrong("output %r after %r" % (self.all[len(before):], before))
        self.text = ""

    def status(self, number):
        """The shell's prompt is there again, works, and knows this status."""
        self.want("PS> ")
        self.run("echo sta''tus=$?.")
        self.want(r"status=%s\." % number)
        self.want("PS> ")

    def stopped(self):
        self.want("Stopped")
        self.want("PS> ")

    def foreground(self):
        """Has the shell continue its job, and waits until it has left the terminal to it as it was: what is typed
        before that, is read as a line editor has it."""
        self.run("fg")
        wanted = termios.ICANON | termios.ECHO
        until(lambda: termios.tcgetattr(self.master)[3] & wanted == wanted, "the shell keeps the terminal")
        time.sleep(0.3)

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def front(self):
        return fronts()[0]

    def close(self):
        if self.closed:
            return
        self.closed = True
        try:
            os.close(self.master)
        except OSError:
            pass
        end = time.time() + 5
        while time.time() < end:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def ours():
    """The processes of the image's runs: their environment names a data dir of ours."""
    mark = ("FIM_DIR_DATA=" + FOLDER + "/data").encode()
    result = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/environ" % name, "rb") as environ, open("/proc/%s/cmdline" % name, "rb") as line:
                    if mark in environ.read():
                        result[int(name)] = line.read().split(b"\0")
            except OSError:
                pass
    return result


def fronts():
    return [pid for pid, words in sorted(ours().items()) if b"fim-front" in words]


def until(condition, what, seconds=PATIENCE):
    end = time.time() + seconds
    while not condition():
        if time.time() > end:
            raise Wrong(what)
        time.sleep(0.02)


def is_stopped(pid):
    """Whether all its threads are; its parent is told then."""
    for thread in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/stat" % (pid, thread)) as file:
            if file.read().rpartition(")")[2].split()[0] != "T":
                return False
    return True


def a_front_stops():
    until(lambda: any(is_stopped(pid) for pid in fronts()), "the front does not stop")


# Keys that interrupt

@scenario
def interrupt_lets_the_handler_end(t):
    t.run('A bash -c "$HANDLER"')
    t.want("ready")
    t.key("c")
    t.want("handled")
    t.status(42)


@scenario
def quit_lets_the_handler_end(t):
    t.run('A bash -c "$HANDLER"')
    t.want("ready")
    t.type("\x1c")
    t.want("handled")
    t.status(42)


@scenario
def interrupt_ends_a_program_without_handler(t):
    t.run("A bash -c 'echo rea\"\"dy; exec sleep 60'")
    t.want("ready")
    t.key("c")
    t.status(130)


@scenario
def quit_ends_a_program_without_handler(t):
    # Not by a shell: it ignores the signal until it is another program.
    t.run("A sleep 60")
    until(lambda: [words for words in ours().values() if words[0] == b"sleep"], "no program")
    t.type("\x1c")
    t.status(131)


@scenario
def repl_goes_on(t):
    t.run('A bash -c "$REPL"')
    t.want("repl> ")
    t.key("c")
    t.want("intr")
    t.run("one")
    t.want("got:one")
    t.key("c")
    t.want("intr")
    t.key("z")
    t.stopped()
    t.foreground()
    t.run("two")
    t.want("got:two")
    t.key("c")
    t.want("intr")
    t.run("quit")
    t.status(7)


# Jobs of the shell

@scenario
def stop_background_foreground_interrupt(t):
    t.run('A bash -c "$TICKS"')
    t.want("tick")
    t.key("z")
    t.stopped()
    t.quiet(0.5)
    t.run("bg")
    t.want("tick")
    t.run("fg")
    t.want("tick")
    t.key("c")
    t.status(130)


@scenario
def background_reader_stops_for_the_terminal(t):
    t.run('A bash -c "$READER" &')
    t.want("PS> ")
    a_front_stops()
    t.run("jobs")
    t.stopped()
    t.run("fg")
    t.want("READER")
    t.run("hello")
    t.want("got:hello")
    t.status(0)


@scenario
def background_then_foreground_reads_and_is_interrupted(t):
    t.run("A bash -c 'sleep 1; read x; echo \"got:$x\"; exec sleep 60' &")
    t.want("PS> ")
    t.run("fg")
    t.want("A bash")
    time.sleep(1.2)
    t.run("hello")
    t.want("got:hello")
    t.key("c")
    t.status(130)


@scenario
def raw_mode_is_left_and_taken_again(t):
    t.run('A bash -c "$RAW"')
    t.want("ready")
    t.type("a")
    t.want("key:a")
    t.type("z")
    t.stopped()
    t.run("fg")
    t.want("back")
    t.type("b")
    t.want("key:b")
    t.type("q")
    t.status(3)


@scenario
def handler_of_stops_that_stops_itself(t):
    t.run('A bash -c "$TSTP"')
    t.want("ready")
    t.key("z")
    t.stopped()
    t.run("fg")
    t.want("back")
    t.key("c")
    t.status(130)


def self_stop(name):
    def run(t):
        t.run("A bash -c 'kill -%s $$; echo ba\"\"ck; exit 6'" % name)
        t.stopped()
        t.run("fg")
        t.want("back")
        t.status(6)
    return run


SCENARIOS["program_stops_only_itself_by_tstp"] = self_stop("TSTP")
SCENARIOS["program_stops_only_itself_by_stop"] = self_stop("STOP")


@scenario
def jobs_of_a_shell_inside(t):
    t.run("A bash --norc -i")
    t.want(SHELL_PROMPT)
    t.run("PS1='IN> '; sleep 61")
    time.sleep(0.5)
    t.key("z")
    t.want("Stopped")
    t.want("IN> ")
    t.run("fg")
    t.want("sleep 61")
    time.sleep(0.3)
    t.key("c")
    t.want("IN> ")
    t.run("echo in''ner=$?")
    t.want("inner=130")
    t.run("exit 8")
    t.status(8)


@scenario
def shell_inside_is_suspended(t):
    t.run("A bash --norc -i")
    t.want(SHELL_PROMPT)
    t.run("PS1='IN> '; suspend -f")
    t.stopped()
    t.run("echo out''side; fg")
    t.want("outside")
    t.run("echo in''side")
    t.want("inside")
    t.run("exit 8")
    t.status(8)


@scenario
def shell_in_the_background_stops(t):
    t.run("A bash --norc -i &")
    a_front_stops()
    t.run("jobs")
    t.stopped()
    t.run("fg")
    t.want("A bash")
    t.run("echo in''side")
    t.want("inside")
    t.run("exit 8")
    t.status(8)


@scenario
def output_from_the_background_stops_where_the_terminal_says_so(t):
    t.run("stty tostop")
    t.want("PS> ")
    t.run("A bash -c 'echo out\"\"put; exit 4' &")
    a_front_stops()
    t.run("jobs")
    t.stopped()
    if "output" in t.all:
        raise Wrong("it writes: %r" % t.all)
    t.run("fg")
    t.want("output")
    t.status(4)


@scenario
def python_goes_on(t):
    # The host's, with its own loader: the guest has none.
    libraries = os.path.dirname(re.search(r"\S+/libc\.so\.6", open("/proc/self/maps").read()).group())
    with open(FOLDER + "/P", "w") as file:
        file.write("#!/bin/sh\ncp '%s' \"$D/python\" && \"$D/python\" fim-bind add ro / /host > /dev/null && export FIM_DIR_DATA=$D/data\n"
                   "exec \"$D/python\" fim-exec env PYTHONHOME=/host/usr /host%s --library-path /host%s /host%s -q\n"
                   % (IMAGE, os.path.realpath(LOADER), os.path.realpath(libraries), os.path.realpath(sys.executable)))
    os.chmod(FOLDER + "/P", 0o755)
    t.run("D=%s P" % FOLDER)
    t.want(">>> ")
    time.sleep(0.5)  # The prompt is written before the interpreter waits for anything.
    t.key("c")
    t.want("KeyboardInterrupt")
    t.want(">>> ")
    # A signal just before a call that sleeps does not interrupt it.
    t.run("import time; print('slee''ping'); [time.sleep(0.1) for _ in range(600)]")
    t.want("sleeping")
    t.key("c")
    t.want("KeyboardInterrupt")
    t.want(">>> ")
    t.run("print('ali''ve'); exit(5)")
    t.want("alive")
    t.status(5)


# Scripts

def script_reads_afterwards(shell, command, prompt, last):
    def run(t):
        script(command + "; echo then; read -r x; echo \"script:$x\"")
        t.run(shell + " " + FOLDER + "/script")
        t.want(prompt)
        t.run(last)
        t.want("then")
        t.run("hello")
        t.want("script:hello")
        t.status(0)
    return run


def script(text):
    with open(FOLDER + "/script", "w") as file:
        file.write(text + "\n")


for name in ("bash", "dash", "bash -m"):
    SCENARIOS["script_reads_after_a_shell_in_" + name.replace(" -", "_")] = script_reads_afterwards(
        name, "A bash --norc -i", SHELL_PROMPT, "exit 8")
    SCENARIOS["script_reads_after_a_repl_in_" + name.replace(" -", "_")] = script_reads_afterwards(
        name, 'A bash -c "$REPL"', "repl> ", "quit")


@scenario
def script_stops_and_goes_on(t):
    script('A bash -c "$REPL"; echo then=$?')
    t.run("bash " + FOLDER + "/script")
    t.want("repl> ")
    t.key("z")
    t.stopped()
    t.foreground()
    t.run("quit")
    t.want("then=7")
    t.status(0)


@scenario
def script_reads_beside_a_guest(t):
    script("A bash -c 'sleep 2' & read -r x; echo \"script:$x\"; wait")
    t.run("bash " + FOLDER + "/script")
    until(fronts, "no guest")
    time.sleep(0.5)
    t.run("hello")
    t.want("script:hello")
    t.status(0)


@scenario
def three_guests_in_a_row(t):
    script('for i in 1 2 3; do A bash -c "$REPL"; echo n$i=$?; done')
    t.run("bash " + FOLDER + "/script")
    t.want("repl> ")
    t.run("quit")
    t.want("n1=7")
    t.want("repl> ")
    t.key("z")
    t.stopped()
    t.foreground()
    t.run("quit")
    t.want("n2=7")
    t.want("repl> ")
    t.run("a")
    t.want("got:a")
    t.run("quit")
    t.want("n3=7")
    t.status(0)


# Pipelines

@scenario
def reader_in_front_of_cat(t):
    t.run('A bash -c "$REPL" | cat')
    t.want("repl> ")
    t.run("one")
    t.want("got:one")
    t.key("z")
    t.stopped()
    t.foreground()
    t.run("two")
    t.want("got:two")
    t.run("quit")
    t.status(0)


@scenario
def head_ends_what_writes_to_it(t):
    t.run("yes | A head -1; echo pi''pe=${PIPESTATUS[*]}.")
    t.want(r"pipe=141 0\.")
    t.status(0)


def pager(command, key):
    def run(t):
        t.run(command)
        t.want("line5")
        time.sleep(0.5)
        t.type(" ")
        t.want("line4[0-9]")
        t.key("z")
        t.stopped()
        t.run("fg")
        time.sleep(0.5)
        t.type(key)
        t.want("line6[0-9]")
        t.type("q" + key[1:])
        t.status(0)
    return run


LINES = "bash -c 'for i in $(seq 1 200); do echo line$i; done'"
SCENARIOS["less_behind_a_guest"] = pager("A " + LINES + " | less", " ")
# The guest's less is busybox's, which leaves the terminal as it finds it after a stop: it needs whole lines then.
SCENARIOS["less_in_a_guest_behind_a_guest"] = pager("FIM_DIR_DATA=$D2 A " + LINES + " | A less", " \r")


@scenario
def password_in_a_substitution(t):
    t.run("x=$(A bash -c 'stty -echo; read p; stty echo; echo \"<$p>\"'); echo \"pass:$x\"")
    time.sleep(0.3)
    until(lambda: not termios.tcgetattr(t.master)[3] & termios.ECHO and fronts(), "echo stays on")
    time.sleep(0.5)
    t.run("secret")
    t.want("pass:<secret>")
    if t.all.count("secret") != 1:
        raise Wrong("it is shown: %r" % t.all)
    t.status(0)


def window(suffix):
    def run(t):
        t.resize(30, 100)
        t.run('A bash -c "$WINDOW"' + suffix)
        t.want("ready")
        time.sleep(0.2)
        t.resize(31, 101)
        t.want(r"\[WINCH\]")
        t.want("31 101")
        t.status(0)
        if t.all.count("[WINCH]") != 1:
            raise Wrong("not once: %r" % t.all)
    return run


SCENARIOS["window_size"] = window("")
SCENARIOS["window_size_in_a_pipeline"] = window(" | cat")


# For many times under load

@scenario
def stop_once(t):
    t.run('A bash -c "$REPL"')
    t.want("repl> ")
    t.key("z")
    t.stopped()
    t.foreground()
    t.run("one")
    t.want("got:one")
    t.run("quit")
    t.status(7)


@scenario
def stop_for_the_terminal_once(t):
    background_reader_stops_for_the_terminal(t)


# Signals

@scenario
def group_zero_is_the_guests_own(t):
    script("A bash -c 'trap \"\" TERM; kill -TERM 0; echo al\"\"ive'; echo script=$?")
    t.run("bash " + FOLDER + "/script")
    t.want("alive")
    t.want("script=0")
    t.status(0)


@scenario
def stop_of_group_zero_stops_the_script(t):
    script("A bash -c 'kill -STOP 0; echo ba\"\"ck'; echo script=$?")
    t.run("bash " + FOLDER + "/script")
    t.stopped()
    t.run("fg")
    t.want("back")
    t.want("script=0")
    t.status(0)


@scenario
def kill_of_group_zero_leaves_the_script(t):
    script("A bash -c 'kill -KILL 0'; echo script=$?")
    t.run("bash " + FOLDER + "/script")
    t.want("script=137")
    t.status(0)


@scenario
def hang_up_under_a_shell(t):
    t.run('A bash -c "$HUP"')
    t.want("ready")
    hang_up(t, lambda: None)


@scenario
def hang_up_while_stopped(t):
    t.run('A bash -c "$HUP"')
    t.want("ready")
    hang_up(t, lambda: (t.key("z"), t.stopped()))


def hang_up(t, before):
    before()
    t.close()
    until(lambda: not ours(), "something is left: %s" % ours())
    out = subprocess.run([FOLDER + "/A", "cat", "/end"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if out.stdout != "x\n":
        raise Wrong("the handler did not end: %s" % out)


def own(function):
    """A scenario that makes its terminals itself."""
    function.own = True
    return scenario(function)


@own
def hang_up_of_a_session_leader():
    t = Terminal(FOLDER + "/A", "bash", "-c", GUEST["HUP"])
    t.want("ready")
    hang_up(t, lambda: None)


@own
def stop_of_an_orphaned_group_is_ignored():
    t = Terminal(FOLDER + "/A", "bash", "-c", GUEST["TICKS"])
    t.want("tick")
    t.key("z")
    time.sleep(0.5)
    t.text = ""
    t.want("tick")
    t.key("c")
    until(lambda: not ours(), "something is left")
    t.close()


@scenario
def signals_of_others_arrive_once(t):
    t.run('A bash -c "$SIGNALS"')
    t.want("ready")
    for name in ("USR1", "USR2", "ALRM", "WINCH", "INT"):
        os.kill(t.front(), getattr(signal, "SIG" + name))
        t.want(r"\[%s\]" % name)
    t.quiet(0.3)
    os.kill(t.front(), signal.SIGTERM)
    t.status(5)
    for name in ("USR1", "USR2", "ALRM", "WINCH", "INT"):
        if t.all.count("[%s]" % name) != 1:
            raise Wrong("not once: %s in %r" % (name, t.all))


@scenario
def handler_of_a_terminate_from_elsewhere_ends(t):
    t.run('A bash -c "$HANDLER"')
    t.want("ready")
    os.kill(t.front(), signal.SIGTERM)
    t.want("handled")
    t.status(42)


@own
def terminate_without_a_terminal():
    for prefix in (["setsid"], ["setsid", "nohup"]):
        process = subprocess.Popen(
            prefix + [FOLDER + "/A", "bash", "-c", GUEST["HANDLER"]],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        if process.stdout.readline() != "ready\n":
            raise Wrong("not ready")
        os.kill(fronts()[0], signal.SIGTERM)
        if process.stdout.read() != "handled\n" or process.wait() != 42:
            raise Wrong("no handler under %s: %s" % (prefix, process.returncode))


def ignored(*prefix):
    out = subprocess.run(list(prefix) + [FOLDER + "/A", "sed", "-n", GUEST["IGNORED"], "/proc/self/status"],
                         stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    return int(re.search("ign:([0-9a-f]+)", out).group(1), 16) & 0x7fffffff


@own
def ignored_signals_stay_ignored():
    for prefix, signals in ((["nohup"], 1), ([], 0),
                            (["bash", "-c", '"$@" & wait', "bash"], 0b110),
                            (["bash", "-c", "trap '' PIPE USR1; \"$@\"", "bash"], 0x1200)):
        found = ignored("env", "--default-signal", *prefix)
        if found != signals:
            raise Wrong("%s: %x" % (prefix, found))


@scenario
def timeout_lets_the_handler_end(t):
    t.run('timeout -s TERM 2 A bash -c "$HANDLER"')
    t.want("ready")
    t.want("handled")
    t.status(124)


@scenario
def timeout_in_the_foreground(t):
    t.run('timeout --foreground -s TERM 2 A bash -c "$HANDLER"')
    t.want("ready")
    t.want("handled")
    t.status(124)


@scenario
def timeout_of_a_reader(t):
    t.run('timeout --foreground 2 A bash -c "$REPL"')
    t.want("repl> ")
    t.run("one")
    t.want("got:one")
    t.status(124)


@scenario
def timeout_and_interrupt(t):
    t.run('timeout --foreground 30 A bash -c "$HANDLER"')
    t.want("ready")
    t.key("c")
    t.want("handled")
    t.status(42)


@scenario
def kill_of_a_stopped_job(t):
    t.run('A bash -c "$HANDLER"')
    t.want("ready")
    t.key("z")
    t.stopped()
    t.run("kill %1")
    t.want("handled")
    until(lambda: not fronts(), "the front does not end")
    t.run("")
    t.want("Exit 42")


@scenario
def stop_and_continue_by_the_shell(t):
    t.run('A bash -c "$HANDLER" &')
    t.want("ready")
    front = t.front()
    t.run("kill -STOP %1")
    until(lambda: is_stopped(front), "it does not stop")
    t.run("kill -CONT %1")
    until(lambda: not is_stopped(front), "it does not go on")
    t.run("kill %1; wait %1; echo sta''tus=$?.")
    t.want(r"status=42\.")


@scenario
def daemon_ends_with_the_program(t):
    t.run("A bash -c '(setsid sleep 62 &) ; exit 3'")
    t.status(3)
    until(lambda: not ours(), "something is left", 2)


@scenario
def stopped_supervisor_is_no_obstacle(t):
    # Nothing that it does reads a file: those come from the supervisor.
    t.run("A bash -c 'trap \"echo hand\"\"led; exit 42\" TERM; echo rea\"\"dy; while :; do :; done'")
    t.want("ready")
    supervisor = [pid for pid, words in ours().items() if b"fim-supervise" in words and b"bwrap" != words[0]][0]
    os.kill(supervisor, signal.SIGSTOP)
    try:
        os.kill(t.front(), signal.SIGTERM)
        t.want("handled")
    finally:
        os.kill(supervisor, signal.SIGCONT)
    t.status(42)


@scenario
def killed_front_leaves_nothing(t):
    t.run('A bash -c "$REPL"')
    t.want("repl> ")
    os.kill(t.front(), signal.SIGKILL)
    until(lambda: not ours(), "something is left")
    time.sleep(0.2)
    t.run("")
    t.status(r"\d+")


@scenario
def deaths_and_then_a_repl(t):
    t.run("A bash -c 'kill -9 $$'; echo d1=$?; A bash -c 'kill -15 $$'; echo d2=$?; A bash -c \"$REPL\"")
    t.want("d1=137")
    t.want("d2=143")
    t.want("repl> ")
    t.run("one")
    t.want("got:one")
    t.run("quit")
    t.status(7)


def go(name):
    function = SCENARIOS[name]
    if getattr(function, "own", False):
        function()
    else:
        t = Terminal()
        try:
            function(t)
        finally:
            t.close()
    until(lambda: not ours(), "something is left: %s" % ours(), 5)


if sys.argv[1:] == ["--list"]:
    print("\n".join(SCENARIOS))
    sys.exit()
IMAGE = os.path.realpath(sys.argv[1])
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as FOLDER:
    os.environ["D2"] = FOLDER + "/data2"
    with open(FOLDER + "/A", "w") as file:
        file.write("#!/bin/sh\nexport FIM_DIR_DATA=${FIM_DIR_DATA:-%s/data}\nexec '%s' fim-exec \"$@\"\n" % (FOLDER, IMAGE))
    os.chmod(FOLDER + "/A", 0o755)
    failed = 0
    names = list(SCENARIOS) if sys.argv[2] == "all" else [sys.argv[2]]
    for name in names:
        for i in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
            try:
                go(name)
            except Wrong as e:
                failed += 1
                print("%s: %s" % (name, e), file=sys.stderr, flush=True)
sys.exit(min(failed, 100))
