package httpapi

import (
	"context"

	"splot/app"
	"splot/app/member"
	"splot/app/store"
)

// OrganisationForm is an organisation's profile, as it is written.
type OrganisationForm struct {
	Name             string   `json:"name"`
	Origin           string   `json:"origin" enum:"enterprise,science,business_support,public_administration,other"`
	Size             string   `json:"size" required:"false" enum:",micro,small,medium,large" doc:"Of enterprises"`
	NIP              string   `json:"nip" required:"false" doc:"Tax number: the NIP in Poland, the VAT number with its country's letters elsewhere"`
	Country          string   `json:"country" required:"false" maxLength:"2" doc:"ISO 3166-1; absent is PL"`
	Voivodeship      string   `json:"voivodeship" required:"false" doc:"In Poland, where it is required"`
	City             string   `json:"city" required:"false"`
	PKD              []string `json:"pkd" required:"false" nullable:"false" maxItems:"100" doc:"PKD divisions, two digits"`
	KIS              []string `json:"kis" required:"false" nullable:"false" maxItems:"100" doc:"National smart specialisations"`
	Languages        []string `json:"languages" required:"false" nullable:"false" maxItems:"100" doc:"ISO 639-1"`
	Website          string   `json:"website" required:"false"`
	Description      Text     `json:"description" required:"false"`
	Keywords         []string `json:"keywords" required:"false" nullable:"false" maxItems:"100"`
	Certifications   []string `json:"certifications" required:"false" nullable:"false" maxItems:"100"`
	CooperationForms []string `json:"cooperationForms" required:"false" nullable:"false" maxItems:"20" enum:"licence,sale,joint_rd,pilot,spin_off,contract_manufacturing,service"`
	Excluded         []app.ID `json:"excluded,omitempty" required:"false" maxItems:"500" doc:"Organisations that are never matched with this one; only its representatives see and set it, absent keeps it"`
}

// Organisation is an organisation as its page shows it.
type Organisation struct {
	ID      app.ID `json:"id"`
	Version int64  `json:"version" doc:"For If-Match"`
	State   string `json:"state" enum:"draft,published,archived"`
	OrganisationForm
	Clusters   []ClusterRef `json:"clusters" nullable:"false"`
	Own        bool         `json:"own" doc:"The viewer represents it"`
	CanEdit    bool         `json:"canEdit"`
	CanPublish bool         `json:"canPublish"`
	CanArchive bool         `json:"canArchive"`
}

type (
	listOrganisations struct {
		Paging
		Text        string `query:"q" maxLength:"300" doc:"Words; the last one by its beginning"`
		Cluster     app.ID `query:"cluster" maxLength:"80"`
		Origin      string `query:"origin" enum:",enterprise,science,business_support,public_administration,other"`
		Voivodeship string `query:"voivodeship" maxLength:"40"`
		PKD         string `query:"pkd" maxLength:"10"`
		KIS         string `query:"kis" maxLength:"20"`
		State       string `query:"state" enum:",draft,published,archived"`
		Sort        string `query:"sort" enum:",name,-name,origin,-origin,voivodeship,-voivodeship" doc:"By name unless said otherwise; with words the best first"`
	}
	createOrganisation struct {
		Body struct {
			Cluster      app.ID           `json:"cluster" maxLength:"80" doc:"The cluster that it joins"`
			Organisation OrganisationForm `json:"organisation"`
		}
	}
	editOrganisation struct {
		ByID
		BasedOn
		Body OrganisationForm
	}
	organisationState struct {
		ByID
		BasedOn
	}
)

func (f OrganisationForm) domain() app.Organisation {
	return app.Organisation{
		Name: f.Name, Origin: f.Origin, Size: f.Size, NIP: f.NIP, Country: f.Country, Voivodeship: f.Voivodeship, City: f.City, PKD: f.PKD, KIS: f.KIS,
		Languages: f.Languages, Website: f.Website, Description: f.Description.domain(), Keywords: f.Keywords,
		Certifications: f.Certifications, CooperationForms: f.CooperationForms, Excluded: f.Excluded,
	}
}

func organisationOf(v member.View) Organisation {
	o := v.Organisation
	out := Organisation{
		ID: o.ID, Version: v.Version, State: o.State, Own: v.Own, CanEdit: v.CanEdit, CanPublish: v.CanPublish, CanArchive: v.CanArchive,
		OrganisationForm: OrganisationForm{
			Name: o.Name, Origin: o.Origin, Size: o.Size, NIP: o.NIP, Country: o.In(), Voivodeship: o.Voivodeship, City: o.City, PKD: listOf(o.PKD),
			KIS: listOf(o.KIS), Languages: listOf(o.Languages), Website: o.Website, Description: textOf(o.Description),
			Keywords: listOf(o.Keywords), Certifications: listOf(o.Certifications), CooperationForms: listOf(o.CooperationForms), Excluded: o.Excluded,
		},
		Clusters: make([]ClusterRef, len(v.Clusters)),
	}
	for i, c := range v.Clusters {
		out.Clusters[i] = *clusterRef(c)
	}
	return out
}

// Organisations is the organisations.
func Organisations(s *member.Service) Resource { return func(a *API) { a.organisations(s) } }

func (a *API) organisations(s *member.Service) {
	const tag = "organisations"
	one := func(v member.View, err error) (*body[Organisation], error) {
		if err != nil {
			return nil, err
		}
		return answer(organisationOf(v)), nil
	}
	register(a, get(tag, "listOrganisations", "/api/organisations", "List organisations by name, or by words", app.OpListOrganisations),
		func(ctx context.Context, actor app.Actor, in *listOrganisations) (*body[page[Organisation]], error) {
			views, next, err := s.List(ctx, actor, member.Filter{
				Text: in.Text, Cluster: in.Cluster, Origin: in.Origin, Voivodeship: in.Voivodeship, PKD: in.PKD, KIS: in.KIS,
				State: in.State, Sort: in.Sort, Cursor: store.Cursor(in.Cursor), Limit: in.Limit,
			})
			if err != nil {
				return nil, err
			}
			list := page[Organisation]{Items: make([]Organisation, len(views)), Next: string(next)}
			for i, v := range views {
				list.Items[i] = organisationOf(v)
			}
			return answer(list), nil
		})
	register(a, post(tag, "createOrganisation", "/api/organisations", "Make an organisation, a draft", app.OpCreateOrganisation).created(),
		func(ctx context.Context, actor app.Actor, in *createOrganisation) (*body[Organisation], error) {
			return one(s.CreateOrganisation(ctx, actor, in.Body.Cluster, in.Body.Organisation.domain()))
		})
	register(a, get(tag, "getOrganisation", "/api/organisations/{id}", "Show an organisation", app.OpReadOrganisation),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[Organisation], error) {
			return one(s.Organisation(ctx, actor, in.ID))
		})
	register(a, put(tag, "editOrganisation", "/api/organisations/{id}", "Change an organisation's profile", app.OpEditOrganisation),
		func(ctx context.Context, actor app.Actor, in *editOrganisation) (*body[Organisation], error) {
			return one(s.EditOrganisation(ctx, actor, in.ID, in.version, in.Body.domain()))
		})
	for _, step := range []struct {
		id, path, summary, state string
		op                       app.Operation
	}{
		{"publishOrganisation", "publish", "Publish an organisation", app.Published, app.OpPublish},
		{"archiveOrganisation", "archive", "Archive an organisation", app.Archived, app.OpArchive},
	} {
		register(a, post(tag, step.id, "/api/organisations/{id}/"+step.path, step.summary, step.op),
			func(ctx context.Context, actor app.Actor, in *organisationState) (*body[Organisation], error) {
				return one(s.SetState(ctx, actor, in.ID, in.version, step.state))
			})
	}
}
