"""The entry point that `sm-local-ssh-training submit` puts before a job's own, SSH_ENTRY_POINT.

Starts SSH, then runs the job's own program, with the same arguments and environment, and ends SSH with it.
"""
import json
import os
import runpy
import sys


def start_ssh():
    """What the program's command is to begin with, so that SSH ends with it."""
    try:
        from sagemaker_ssh_helper import __file__ as library, setup_and_start_ssh
    except Exception as error:  # whatever it is, the training matters more
        print("[sagemaker-ssh-helper] SSH Helper setup FAILED: {!r}. The job goes on without SSH.".format(error), flush=True)
        return []
    setup_and_start_ssh()
    return ["/bin/sh", os.path.join(os.path.dirname(os.path.abspath(library)), "sm-run"), "--no-setup"]


def name_in_environment(program):
    """SageMaker's toolkit has told the environment what it runs: that shall be the program's own name."""
    module = program[:-3]
    os.environ.update(SM_USER_ENTRY_POINT=program, SM_MODULE_NAME=module)
    try:
        described = json.loads(os.environ["SM_TRAINING_ENV"])
        described.update(user_entry_point=program, module_name=module)
        os.environ["SM_TRAINING_ENV"] = json.dumps(described)
    except (KeyError, ValueError):
        pass


def become(program, runner):
    arguments = sys.argv[1:]
    as_module = __spec__ is not None  # by `python -m`, as the toolkit does beside a setup.py
    target = program[:-3].replace("/", ".") if as_module else os.path.join(os.path.dirname(sys.argv[0]), program)
    line = getattr(sys, "orig_argv", None)  # since Python 3.10
    if line:
        options = line[1:len(line) - len(arguments) - 1]
    else:
        options = ["-m"] if as_module else []
    if "mpi4py" in sys.modules or ("-m" in options and not as_module):
        # Another program has started this one within its own process, and cares for the end.
        sys.argv[0] = target
        runpy.run_path(target, run_name="__main__")
        return
    sys.stdout.flush()
    sys.stderr.flush()
    command = runner + [sys.executable] + options + [target] + arguments
    os.execv(command[0], command)


if __name__ == "__main__":
    own = os.environ.pop("SSH_ENTRY_POINT")
    runner = start_ssh()
    name_in_environment(own)
    become(own, runner)
