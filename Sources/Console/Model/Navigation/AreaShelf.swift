import LearnerRecords

/// What an area puts away when another is gone to, and takes out again: both can have a record open.
struct AreaShelf: Sendable {
  let record: LearnerRecordPage?
  let rows: ListState<CourseRow>
  let unread: Unread?
}
