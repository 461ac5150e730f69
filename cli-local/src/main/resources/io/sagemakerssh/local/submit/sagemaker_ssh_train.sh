#!/bin/sh
# The entry point that `sm-local-ssh-training submit` puts before a job's own, SSH_ENTRY_POINT: starts SSH, then becomes it.
here=$(dirname "$0")
program=$here/$SSH_ENTRY_POINT
unset SSH_ENTRY_POINT
chmod u+x "$program"
SM_USER_ENTRY_POINT=${program#./}
SM_MODULE_NAME=$SM_USER_ENTRY_POINT
export SM_USER_ENTRY_POINT SM_MODULE_NAME
if [ -r "$here/sagemaker_ssh_helper/sm-run" ]; then
  exec sh "$here/sagemaker_ssh_helper/sm-run" "$program" "$@"
fi
echo "[sagemaker-ssh-helper] SSH Helper setup FAILED: sagemaker_ssh_helper/ is not beside $0. The job goes on without SSH."
exec "$program" "$@"
