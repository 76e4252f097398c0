/** What was typed into an appraisal and is not on the server yet: the last word for each row, sent in one call. */
export class SheetValues {
    constructor() {
        this.clear();
    }

    clear() {
        this.ratings = new Map();
        this.kpis = new Map();
        this.summary = undefined;
    }

    get isEmpty() {
        return !this.ratings.size && !this.kpis.size && this.summary === undefined;
    }

    setRating(rating, { status, score, comment }) {
        const row = { rating_id: rating.rating_id, score, comment };
        this.ratings.set(rating.rating_id, status === "none" ? { ...row, status } : row);
    }

    setKpi(line) {
        const { status, line_id, actual, comment } = line;
        const row = { line_id, actual, comment };
        this.kpis.set(line_id, status === "none" ? { ...row, status } : row);
    }

    /** @returns {Object} the argument of save_view; what is typed from now on goes with the next one */
    take() {
        const values = {};
        if (this.ratings.size) {
            values.ratings = [...this.ratings.values()];
        }
        if (this.kpis.size) {
            values.kpis = [...this.kpis.values()];
        }
        if (this.summary !== undefined) {
            values.summary = this.summary;
        }
        this.clear();
        return values;
    }

    /** Put back what could not be saved, unless something newer was typed meanwhile. */
    giveBack(values) {
        for (const row of values.ratings || []) {
            if (!this.ratings.has(row.rating_id)) {
                this.ratings.set(row.rating_id, row);
            }
        }
        for (const row of values.kpis || []) {
            if (!this.kpis.has(row.line_id)) {
                this.kpis.set(row.line_id, row);
            }
        }
        if (this.summary === undefined) {
            this.summary = values.summary;
        }
    }
}
