# The account that reads: it can read the columns that are copied, as this version of the program names them, and no more.
export MYSQL_PWD="root-password"
client="mariadb --host=mysql --port=3306 --user=root --skip-ssl-verify-server-cert"

$client <<SQL
CREATE USER IF NOT EXISTS 'learner_records'@'%';
ALTER USER 'learner_records'@'%' IDENTIFIED BY 'mysql-password';
SQL

# Columns that this release of Open edX lacks fail alone; a pull says what it misses.
learner-records pull --grants | sed -n \
  -e "s/'learner_records'/'learner_records'/" \
  -e 's/`openedx`/`openedx`/' \
  -e 's/`credentials`\./`credentials`./' \
  -e '/^GRANT /p' | $client --force