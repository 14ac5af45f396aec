//! The verbs of lists and customers.

use super::{Desk, awaited, customers, exporting, importing};
use crate::contract::{AwaitedView, CustomerView, EntryId, ExportedList, ImportKind, ImportReport, ListForm, Problem};
use crate::lists;

impl Desk {
    /// Reads a list or a table of customers and says what it brings; with `keep`, its accounts wait on the desk from now
    /// on. `wanted`: which of the two it must be.
    pub async fn import(&self, file: &[u8], wanted: Option<ImportKind>, keep: bool) -> Result<ImportReport, Problem> {
        importing::import(&self.core, file, wanted, keep).await
    }

    /// What waits to be linked and has this full id, unique prefix of an id, or exact label; `None`: nothing has.
    pub async fn find_awaited(&self, text: &str) -> Result<Option<AwaitedView>, Problem> {
        awaited::find(&self.core, text).await
    }

    /// Takes an account off the desk that waits to be linked.
    pub async fn remove_awaited(&self, id: EntryId) -> Result<(), Problem> {
        awaited::remove(&self.core, id).await
    }

    /// Every customer, by name.
    pub async fn customers(&self) -> Result<Vec<CustomerView>, Problem> {
        customers::customers(&self.core).await
    }

    /// Gives a customer another name, wherever the old one stands. Another customer's name is taken only with `merge`:
    /// then the two are one.
    pub async fn rename_customer(&self, from: &str, to: &str, merge: bool) -> Result<Vec<CustomerView>, Problem> {
        customers::rename(&self.core, from, to, merge).await
    }

    /// The list without secrets, for another computer.
    pub async fn export(&self) -> Result<ExportedList, Problem> {
        exporting::export(&self.core).await
    }

    /// The same as a file.
    pub async fn export_file(&self, form: ListForm) -> Result<String, Problem> {
        let list = self.export().await?;
        match form {
            ListForm::Json => lists::json(&list),
            ListForm::Csv => lists::csv(&list),
        }
    }
}
