"""SSH into SageMaker jobs: the container's side, for training scripts in Python 3.7 and later.

Lies beside train.py, together with the launchers and the jar. A script needs two lines:

    import sagemaker_ssh_helper
    sagemaker_ssh_helper.setup_and_start_ssh()

Nothing here ever fails the job: what goes wrong is printed, and the script goes on; with SSH_REQUIRED=true it exits instead.
"""
import atexit
import glob
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta

_DIRECTORY = os.path.dirname(os.path.abspath(__file__))
last_session_time = datetime.now()


def _say(text):
    print("[sagemaker-ssh-helper] " + text, flush=True)


def setup_and_start_ssh():
    """Starts SSH if the job asks for it, and waits until `sm-wait stop` or the end of SSH_WAIT_TIME_SECONDS."""
    if "START_SSH" not in os.environ:
        _say("WARNING: START_SSH is not set: the job was created without SSH, so there will be none.")
    try:
        status = _setup()
    except Exception as error:  # whatever it is, the training matters more
        status = 40
        _say("SSH Helper setup FAILED: {!r}. {}".format(error, _consequence()))
    if status != 0 and _is_required():
        sys.exit(status)


def _setup():
    program = os.path.join(_DIRECTORY, "sm-setup-ssh")
    _make_executable()
    begin = time.time()
    environment = dict(os.environ)
    if _is_job():
        # The daemon ends with this process, even if that is killed or becomes another program.
        environment["SM_SSH_JOB_PROCESS"] = str(os.getpid())
        if os.environ.get("START_SSH") == "true":
            atexit.register(_end)

    def start():
        # `sh` starts it even where an archive has lost the file modes.
        return subprocess.Popen(
            ["sh", program], env=environment, stdout=_stream(sys.stdout), stderr=_stream(sys.stderr))

    status = _until_stopped(start) if _is_job() else start().wait()
    elapsed = timedelta(seconds=int(time.time() - begin))
    if status == 0:
        _say("SSH Helper setup is SUCCESSFUL. Elapsed time: {}".format(elapsed))
    else:
        _say("SSH Helper setup FAILED with exit code {}. {} Elapsed time: {}".format(status, _consequence(), elapsed))
    return status


def _until_stopped(start):
    """Starts the setup and waits for it. SIGTERM, by which SageMaker stops a job, ends that wait; then the program's own handler
    has it, or else the process ends by it as it would have, but for SSH, which ends first."""
    own = signal.getsignal(signal.SIGTERM)
    started = []
    signals = []

    def stop(number, frame):
        signals.append(number)
        for setup in started:
            setup.terminate()
        if callable(own):
            own(number, frame)

    try:
        if own in (None, signal.SIG_IGN):
            return start().wait()
        signal.signal(signal.SIGTERM, stop)
    except ValueError:  # only a program's main thread has signals
        return start().wait()
    try:
        setup = start()
        started.append(setup)
        if signals:  # one came while the setup began
            setup.terminate()
        status = setup.wait()
    finally:
        signal.signal(signal.SIGTERM, own)
    if signals and not callable(own):
        _end()
        os.kill(os.getpid(), signal.SIGTERM)
        os._exit(128 + signal.SIGTERM)  # a container's first process outlives signals that it has no handler for
    return status


def _is_required():
    return os.environ.get("SSH_REQUIRED") == "true"


def _consequence():
    return "SSH_REQUIRED=true ends the job." if _is_required() else "The job goes on without SSH."


def _is_job():
    """Whether this process's end is the job's: it is the job's own program, and of its local ranks the first."""
    rank = os.environ.get("LOCAL_RANK", os.environ.get("OMPI_COMM_WORLD_LOCAL_RANK", "0"))
    entry = os.environ.get("SM_USER_ENTRY_POINT")
    program = os.path.abspath(sys.argv[0]) if sys.argv else ""
    return rank == "0" and (os.getpid() == 1 or bool(entry) and program.endswith(os.sep + entry))


def _end():
    """Makes the container unknown to AWS again; it is gone as soon as the job's program is."""
    try:
        subprocess.call(["sh", os.path.join(_DIRECTORY, "sm-end")])
    except OSError as error:
        _say("SSH could not be ended: {!r}".format(error))


def _make_executable():
    programs = ["sm-*", "runtime/bin/*", "runtime/lib/jspawnhelper"]
    for program in (path for pattern in programs for path in glob.glob(os.path.join(_DIRECTORY, pattern))):
        try:
            os.chmod(program, os.stat(program).st_mode | 0o555)
        except OSError:
            pass  # they may be fine as they are; sm-setup-ssh says what is missing


def _stream(stream):
    """The stream itself where it has a file; notebooks replace it by an object that has none."""
    try:
        stream.flush()
        stream.fileno()
        return stream
    except (AttributeError, OSError, ValueError):
        return None


def is_last_session_timeout(time_delta):
    """Whether nobody has been connected for that long. To be called now and then, such as after each epoch."""
    global last_session_time
    sessions = _open_sessions()
    _say("Number of open sessions: {}".format(sessions))
    if sessions > 0:
        last_session_time = datetime.now()
        return False
    left = time_delta - (datetime.now() - last_session_time)
    if left <= timedelta(0):
        _say("No session for {}: timeout.".format(time_delta))
        return True
    _say("Time left before timeout: {}".format(str(left).split(".")[0]))
    return False


def is_profiler_issues_found():
    """Whether a Debugger or Profiler rule of this training job has found an issue. Needs boto3, which SageMaker's images have,
    and the permission sagemaker:DescribeTrainingJob."""
    arn = os.environ.get("TRAINING_JOB_ARN", "")
    if not arn:
        raise ValueError("TRAINING_JOB_ARN is not set: this is no training job")
    import boto3  # only whoever calls this needs it
    client = boto3.client("sagemaker", region_name=arn.split(":")[3])
    job = client.describe_training_job(TrainingJobName=arn.split("/")[-1])
    rules = job.get("DebugRuleEvaluationStatuses", []) + job.get("ProfilerRuleEvaluationStatuses", [])
    return any(rule["RuleEvaluationStatus"] == "IssuesFound" for rule in rules)


def _open_sessions():
    return _own_agent_sessions() + _amazon_agent_sessions()


def _own_agent_sessions():
    """Our own SSM agent counts its sessions in a file: SSH, shells and ports alike."""
    for home in _homes():
        try:
            with open(os.path.join(home, "run", "sessions")) as file:
                return int(file.read())
        except (OSError, ValueError):
            continue
    return 0


def _homes():
    chosen = os.environ.get("SM_SSH_HOME")
    if chosen:
        return [chosen]
    return ["/opt/sagemaker-ssh-helper", os.path.expanduser("~/.sagemaker-ssh-helper")]


def _amazon_agent_sessions():
    """Amazon's SSM agent has a process for each session."""
    count = 0
    for command in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(command, "rb") as file:
                program = file.read().split(b"\0", 1)[0]
            count += os.path.basename(program) == b"ssm-session-worker"
        except OSError:
            continue
    return count
