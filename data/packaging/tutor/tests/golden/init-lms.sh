# The account whose tokens post: staff, so that its tokens say so, without a password.
./manage.py lms manage_user learner_records learner_records@openedx --staff --unusable-password

./manage.py lms create_dot_application \
  --grant-type client-credentials \
  --client-id learner-records \
  --client-secret oauth2-secret \
  --scopes user_id,profile,email \
  --skip-authorization \
  --update \
  learner-records \
  learner_records